// A document that is written twice at once: as a self-contained HTML page and
// as Markdown. Whatever text comes in is made harmless for both.
#pragma once

#include "harness/format.h"
#include "nets/base/text.h"

typedef struct {
    Text html;
    Text markdown;
    Text contents;  // HTML: the list of sections
} Document;

// What document_figure shows.
typedef struct {
    const char *name;   // of NAME.svg beside the document
    const char *label;  // what the study calls it; NULL: nothing
    const char *title;
    const char *caption;
    const char *svg;  // the picture's file; NULL: there is none,
    const char *why;  // because
} DocumentFigure;

void document_release(Document *document);
// Sections are added in between; the page's head is written last.
void document_section(Document *document, const char *id, const char *title);
// Of one part of a section that has several.
void document_heading(Document *document, const char *title);
void document_words(Document *document, const char *words);
// The paragraph that says what it all comes to.
void document_verdict(Document *document, const char *words);
void document_items(Document *document, const char *const *items, size_t count);
void document_table(Document *document, const Table *table);
void document_code(Document *document, const char *code);
void document_figure(Document *document, const DocumentFigure *figure);
// Puts head and foot around it all.
void document_finish(Document *document, const char *title,
                     const char *description);
