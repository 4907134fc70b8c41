#include "harness/document.h"

#include "harness/inline_svg.h"

#include <string.h>

// Light, dark, narrow and printed. Contrasts are at least 7:1 for text; the
// pictures keep their white ground.
static const char style[] =
    ":root{color-scheme:light dark;--ink:#1b1b1b;--paper:#fff;--quiet:#4d4d4d;"
    "--line:#c4c4c4;--shade:#f3f3f3;--link:#0b57a4}"
    "@media (prefers-color-scheme:dark){:root{--ink:#ececec;--paper:#16181a;"
    "--quiet:#bdbdbd;--line:#4a4d50;--shade:#232629;--link:#8cc4ff}}"
    "*{box-sizing:border-box}"
    "body{margin:0 auto;padding:1rem;max-width:76rem;color:var(--ink);"
    "background:var(--paper);font:1rem/1.5 system-ui,sans-serif}"
    "main>:not(.scroll){max-width:58rem}h1{line-height:1.2}"
    "h2{margin-top:2.5rem;border-bottom:1px solid "
    "var(--line)}a{color:var(--link)}"
    ".verdict{padding:.75rem 1rem;background:var(--shade);"
    "border-left:.3rem solid #0072b2;font-size:1.1rem}"
    "figure{margin:1.5rem 0}figure svg{display:block;width:100%;height:auto;"
    "max-height:60rem;background:#fff;border-radius:.25rem}"
    "figcaption,caption,.note{color:var(--quiet);font-size:.9rem;"
    "text-align:left;padding:.4rem 0}"
    "caption{width:min(56rem,calc(100vw - 2rem))}"
    ".missing{padding:2rem 1rem;border:1px dashed var(--line);"
    "text-align:center;color:var(--quiet)}"
    ".scroll{overflow-x:auto;margin:1rem 0}table{border-collapse:collapse;"
    "font-size:.9rem;border-bottom:2px solid var(--ink)}"
    "thead{border-top:2px solid var(--ink);border-bottom:1px solid var(--ink)}"
    "th,td{padding:.25rem .7rem;text-align:left;vertical-align:top}"
    ".number{text-align:right;font-variant-numeric:tabular-nums}"
    "td{overflow-wrap:break-word;max-width:28rem}"
    "tr>:first-child{min-width:9rem}"
    "pre{overflow-x:auto;padding:1rem;background:var(--shade);"
    "font-size:.85rem}"
    "@media screen and (min-width:75rem){td.number{white-space:nowrap}}"
    "@media (max-width:75rem){th,td{padding:.25rem .4rem}}"
    "@media (max-width:40rem){body{padding:.6rem}th,td{padding:.2rem .4rem}}"
    "@media print{:root{--ink:#000;--paper:#fff;--quiet:#333;--line:#999;"
    "--shade:#f3f3f3;--link:#000}nav{display:none}"
    "body,main>:not(.scroll){max-width:none}body{font-size:10pt}"
    "figure,tr{break-inside:avoid}"
    "h2,h3{break-after:avoid}"
    ".scroll{overflow:visible}table{font-size:7.5pt;max-width:100%}"
    "th,td{padding:.15rem .35rem}td{max-width:none;overflow-wrap:anywhere}"
    "td.number{overflow-wrap:normal}tr>:first-child{min-width:6rem}"
    "figcaption,caption,.note{font-size:9pt}caption{width:auto}"
    "pre{white-space:pre-wrap;overflow:visible;overflow-wrap:anywhere}}";

void document_release(Document *document)
{
    text_release(&document->html);
    text_release(&document->markdown);
    text_release(&document->contents);
}

static void add_element(Text *html, const char *tag, const char *words)
{
    text_printf(html, "<%s>", tag);
    text_add_html(html, words);
    text_printf(html, "</%s>\n", strncmp(tag, "p ", 2) == 0 ? "p" : tag);
}

void document_section(Document *document, const char *id, const char *title)
{
    text_printf(&document->html, "<h2 id=\"%s\">", id);
    text_add_html(&document->html, title);
    text_add(&document->html, "</h2>\n");
    text_printf(&document->contents, "<li><a href=\"#%s\">", id);
    text_add_html(&document->contents, title);
    text_add(&document->contents, "</a></li>\n");
    text_add(&document->markdown, "\n## ");
    text_add_markdown(&document->markdown, title);
    text_add(&document->markdown, "\n\n");
}

void document_heading(Document *document, const char *title)
{
    add_element(&document->html, "h3", title);
    text_add(&document->markdown, "### ");
    text_add_markdown(&document->markdown, title);
    text_add(&document->markdown, "\n\n");
}

static void add_paragraph(Document *document, const char *tag,
                          const char *words)
{
    add_element(&document->html, tag, words);
    text_add_markdown(&document->markdown, words);
    text_add(&document->markdown, "\n\n");
}

void document_words(Document *document, const char *words)
{
    add_paragraph(document, "p", words);
}

void document_verdict(Document *document, const char *words)
{
    add_paragraph(document, "p class=\"verdict\"", words);
}

void document_items(Document *document, const char *const *items, size_t count)
{
    if (count == 0)
        return;
    text_add(&document->html, "<ul>\n");
    for (size_t i = 0; i < count; i++) {
        add_element(&document->html, "li", items[i]);
        text_add(&document->markdown, "- ");
        text_add_markdown(&document->markdown, items[i]);
        text_add(&document->markdown, "\n");
    }
    text_add(&document->html, "</ul>\n");
    text_add(&document->markdown, "\n");
}

void document_table(Document *document, const Table *table)
{
    format_html(table, &document->html);
    format_markdown(table, &document->markdown);
    text_add(&document->markdown, "\n");
}

// A fence longer than any run of backquotes within.
static void add_fence(const char *code, Text *markdown)
{
    size_t longest = 2;

    for (const char *c = code; *c;) {
        size_t run = strspn(c, "`");

        longest = run > longest ? run : longest;
        c += run ? run : 1;
    }
    for (size_t i = 0; i <= longest; i++)
        text_add_char(markdown, '`');
}

// Line ends stay, other control characters go.
static void add_lines(const char *code, Text *html, Text *markdown)
{
    while (*code) {
        size_t length = strcspn(code, "\n");
        Text line = {0};

        text_add_part(&line, code, length);
        text_add_html(html, text_string(&line));
        text_add_printable(markdown, text_string(&line));
        text_add(html, "\n");
        text_add(markdown, "\n");
        text_release(&line);
        code += length + (code[length] == '\n');
    }
}

void document_code(Document *document, const char *code)
{
    text_add(&document->html, "<pre tabindex=\"0\"><code>");
    add_fence(code, &document->markdown);
    text_add(&document->markdown, "\n");
    add_lines(code, &document->html, &document->markdown);
    add_fence(code, &document->markdown);
    text_add(&document->markdown, "\n\n");
    text_add(&document->html, "</code></pre>\n");
}

static void add_missing(Document *document, const DocumentFigure *figure)
{
    add_element(&document->html, "p class=\"missing\"", figure->why);
    text_add_markdown(&document->markdown, figure->title);
    text_add(&document->markdown, ": ");
    text_add_markdown(&document->markdown, figure->why);
    text_add(&document->markdown, "\n\n");
}

void document_figure(Document *document, const DocumentFigure *figure)
{
    Text prefix = {0};

    text_printf(&prefix, "%s-", figure->name);
    text_printf(&document->html, "<figure id=\"figure-%s\">\n", figure->name);
    if (!figure->svg
        || !inline_svg(figure->svg, text_string(&prefix),
                       *figure->caption ? figure->caption : figure->title,
                       &document->html)) {
        add_missing(document, figure);
    } else {
        text_add(&document->markdown, "![");
        text_add_markdown(&document->markdown, figure->title);
        text_printf(&document->markdown, "](%s.svg)\n\n", figure->name);
    }
    text_add(&document->html, "<figcaption>");
    if (figure->label) {
        text_add(&document->html, "<strong>");
        text_add_html(&document->html, figure->label);
        text_add(&document->html, ":</strong> ");
        text_add_markdown(&document->markdown, figure->label);
        text_add(&document->markdown, ": ");
    }
    text_add_html(&document->html, figure->caption);
    text_add(&document->html, "</figcaption>\n</figure>\n");
    text_add_markdown(&document->markdown, figure->caption);
    text_add(&document->markdown, "\n\n");
    text_release(&prefix);
}

static void finish_html(Document *document, const char *title,
                        const char *description)
{
    Text page = {0};

    text_add(&page,
             "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n"
             "<meta charset=\"utf-8\">\n"
             "<meta http-equiv=\"Content-Security-Policy\" content=\""
             "default-src 'none'; style-src 'unsafe-inline'; "
             "img-src data:\">\n"
             "<meta name=\"viewport\" "
             "content=\"width=device-width, initial-scale=1\">\n");
    add_element(&page, "title", title);
    text_printf(&page, "<style>%s</style>\n</head>\n<body>\n<header>\n", style);
    add_element(&page, "h1", title);
    if (*description)
        add_element(&page, "p", description);
    text_add(&page, "</header>\n<nav aria-label=\"Contents\"><ul>\n");
    text_add(&page, text_string(&document->contents));
    text_add(&page, "</ul></nav>\n<main>\n");
    text_add(&page, text_string(&document->html));
    text_add(&page, "</main>\n</body>\n</html>\n");
    text_release(&document->html);
    document->html = page;
}

void document_finish(Document *document, const char *title,
                     const char *description)
{
    Text markdown = {0};

    finish_html(document, title, description);
    text_add(&markdown, "# ");
    text_add_markdown(&markdown, title);
    text_add(&markdown, "\n\n");
    text_add_markdown(&markdown, description);
    text_add(&markdown, "\n\n");
    text_add(&markdown, text_string(&document->markdown));
    text_release(&document->markdown);
    document->markdown = markdown;
}
