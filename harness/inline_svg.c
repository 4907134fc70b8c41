#include "harness/inline_svg.h"

#include "harness/format.h"

#include <stdlib.h>
#include <string.h>

// What stands before a name that is to get the prefix.
static const char *const references[] = {
    " id=\"", " id='", "href='#", "href=\"#", "url(#", "url('#", "url(\"#",
};

static size_t reference_at(const char *text)
{
    for (size_t i = 0; i < sizeof references / sizeof *references; i++) {
        size_t length = strlen(references[i]);

        if (strncmp(text, references[i], length) == 0)
            return length;
    }
    return 0;
}

// Names are only within tags: texts stay as they are. Blank lines and the
// tabs that gnuplot indents with go.
static void add_body(const char *body, const char *prefix, Text *html)
{
    bool tag = false;

    while (*body) {
        size_t length = tag ? reference_at(body) : 0;

        if (length > 0) {
            text_add_part(html, body, length);
            text_add(html, prefix);
            body += length;
            continue;
        }
        if (*body == '<' || *body == '>')
            tag = *body == '<';
        if (*body != '\t' && (*body != '\n' || body[1] != '\n'))
            text_add_char(html, *body);
        body++;
    }
}

// Figures are drawn with letters of 8 pt: at this width, for each point of the
// figure's, those are nearly as large as the page's.
static void add_width(const char *svg, Text *html)
{
    const char *box = strstr(svg, "viewBox=\"0 0 ");
    double points = box ? strtod(box + strlen("viewBox=\"0 0 "), NULL) : 0;

    if (points > 0)
        text_printf(html, " style=\"max-width:%.1frem\"", points / 9);
}

bool inline_svg(const char *file, const char *prefix, const char *label,
                Text *html)
{
    static const char tag[] = "<svg";
    const char *svg = strstr(file, tag);

    if (!svg || strstr(file, "<script") || strstr(file, "<foreignObject")
        || !strstr(svg, "</svg>"))
        return false;
    text_add(html, "<svg role=\"img\" aria-label=\"");
    text_add_html(html, label);
    text_add(html, "\"");
    add_width(svg, html);
    add_body(svg + sizeof tag - 1, prefix, html);
    return true;
}
