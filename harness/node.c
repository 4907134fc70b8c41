#include "harness/node.h"

#include "harness/source.h"
#include "harness/yaml_words.h"
#include "nets/base/memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

enum { ANCHORS_MAX = 1000 };

typedef struct {
    char *name;
    Node node;      // a copy
    size_t nodes;   // in it
    bool finished;  // else an alias to it stands inside it
} Anchor;

typedef struct {
    const SourceText *source;
    Diagnostics *diagnostics;
    yaml_parser_t parser;
    size_t nodes;
    Anchor *anchors;
    size_t anchor_count;
    size_t anchor_capacity;
} Reader;

static bool read_node(Reader *reader, const yaml_event_t *event, int depth,
                      Node *node);

static Mark span_of(const Reader *reader, yaml_mark_t start, yaml_mark_t end)
{
    return (Mark){
        .source = reader->source,
        .line = (int)start.line + 1,
        .column = (int)start.column + 1,
        .end_line = (int)end.line + 1,
        .end_column = (int)end.column + 1,
    };
}

static Mark event_span(const Reader *reader, const yaml_event_t *event)
{
    return span_of(reader, event->start_mark, event->end_mark);
}

// Where a bracket or a quote was opened that nothing closes: what comes next is
// the end, or a line that it has no part in. Else where the problem was met.
static yaml_mark_t problem_place(const Reader *reader)
{
    const yaml_parser_t *parser = &reader->parser;
    yaml_mark_t open = parser->context_mark;
    yaml_mark_t met = parser->problem_mark;
    const char *context = parser->context ? parser->context : "";

    if (!strstr(context, "flow") && !strstr(context, "quoted"))
        return met;
    return source_leaves(reader->source, open.line, met.line, met.index) ? open
                                                                         : met;
}

static bool refuse_syntax(const Reader *reader)
{
    const yaml_parser_t *parser = &reader->parser;
    const char *problem = parser->problem ? parser->problem : "";
    yaml_mark_t start = problem_place(reader);
    yaml_mark_t end = start;
    const char *words;
    const char *hint;
    Mark span;

    end.column++;
    span = span_of(reader, start, end);
    words = yaml_words(problem, &hint);
    if (words && hint) {
        (void)diagnose(reader->diagnostics, span, "%s", words);
        return diagnose_hint(reader->diagnostics, "%s", hint);
    }
    if (words)
        return diagnose(reader->diagnostics, span, "%s", words);
    return diagnose(reader->diagnostics, span, "this is not YAML: %s", problem);
}

static bool next_event(Reader *reader, yaml_event_t *event)
{
    if (yaml_parser_parse(&reader->parser, event))
        return true;
    if (reader->parser.error == YAML_MEMORY_ERROR)
        memory_end();
    return refuse_syntax(reader);
}

static bool count_nodes(Reader *reader, Mark span, size_t count)
{
    reader->nodes += count;
    if (reader->nodes <= NODE_COUNT_MAX)
        return true;
    return diagnose(reader->diagnostics, span,
                    "more than %d values, with aliases written out",
                    NODE_COUNT_MAX);
}

static bool refuse_tag(const Reader *reader, const yaml_event_t *event,
                       const yaml_char_t *tag)
{
    if (!tag)
        return true;
    (void)diagnose(reader->diagnostics, event_span(reader, event),
                   "the tag '%s': tags are not used here", (const char *)tag);
    return diagnose_hint(reader->diagnostics, "write the plain value");
}

static Anchor *find_anchor(const Reader *reader, const char *name)
{
    for (size_t i = reader->anchor_count; i-- > 0;)
        if (strcmp(reader->anchors[i].name, name) == 0)
            return &reader->anchors[i];
    return NULL;
}

static bool read_alias(Reader *reader, const yaml_event_t *event, Node *node)
{
    const char *name = (const char *)event->data.alias.anchor;
    const Anchor *anchor = find_anchor(reader, name);
    Mark span = event_span(reader, event);

    if (!anchor) {
        (void)diagnose(reader->diagnostics, span,
                       "the alias '*%s' has no anchor before it", name);
        return diagnose_hint(reader->diagnostics, "write '&%s' before a value",
                             name);
    }
    if (!anchor->finished)
        return diagnose(reader->diagnostics, span,
                        "the alias '*%s' stands inside its own anchor", name);
    if (!count_nodes(reader, span, anchor->nodes))
        return false;
    *node = node_copy(&anchor->node);
    node->span = span;
    return true;
}

static bool read_scalar(Reader *reader, const yaml_event_t *event, Node *node)
{
    const char *text = (const char *)event->data.scalar.value;
    size_t length = event->data.scalar.length;

    node->kind = NODE_SCALAR;
    node->quoted = event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
    if (memchr(text, '\0', length))
        return diagnose(reader->diagnostics, node->span,
                        "a NUL character in the text");
    node->text = memory_text_part(text, length);
    return refuse_tag(reader, event, event->data.scalar.tag);
}

// Reads items until `ending`. The node is a list meanwhile, so that a map that
// fails half-way is released well.
static bool read_items(Reader *reader, yaml_event_type_t ending, int depth,
                       Node *node)
{
    size_t capacity = 0;

    node->kind = NODE_LIST;
    for (;;) {
        yaml_event_t event;
        bool ok;

        if (!next_event(reader, &event))
            return false;
        if (event.type == ending) {
            node->span.end_line = (int)event.end_mark.line + 1;
            node->span.end_column = (int)event.end_mark.column + 1;
            yaml_event_delete(&event);
            return true;
        }
        node->items = memory_grow(node->items, &capacity, node->count + 1,
                                  sizeof *node->items);
        ok = read_node(reader, &event, depth + 1, &node->items[node->count++]);
        yaml_event_delete(&event);
        if (!ok)
            return false;
    }
}

// A block's end is wherever the next thing starts: its first item is the
// better place to show.
static void show_first_item(Node *node)
{
    if (node->count == 0)
        return;
    node->span.end_line = node->items[0].span.end_line;
    node->span.end_column = node->items[0].span.end_column;
}

static bool read_list(Reader *reader, const yaml_event_t *event, int depth,
                      Node *node)
{
    if (!refuse_tag(reader, event, event->data.sequence_start.tag)
        || !read_items(reader, YAML_SEQUENCE_END_EVENT, depth, node))
        return false;
    if (event->data.sequence_start.style != YAML_FLOW_SEQUENCE_STYLE)
        show_first_item(node);
    return true;
}

static bool check_key(const Reader *reader, const Node *key)
{
    if (key->kind != NODE_SCALAR)
        return diagnose(reader->diagnostics, key->span,
                        "a key must be a word, not %s", node_kind_text(key));
    if (!key->quoted && strcmp(key->text, "<<") == 0) {
        (void)diagnose(reader->diagnostics, key->span,
                       "merge keys are not used here");
        return diagnose_hint(reader->diagnostics, "use base: or defaults_for:");
    }
    if (key->text[0] == '\0')
        return diagnose(reader->diagnostics, key->span, "a key is missing");
    return true;
}

static bool read_map(Reader *reader, const yaml_event_t *event, int depth,
                     Node *node)
{
    bool ok = true;

    if (!refuse_tag(reader, event, event->data.mapping_start.tag)
        || !read_items(reader, YAML_MAPPING_END_EVENT, depth, node))
        return false;
    if (event->data.mapping_start.style != YAML_FLOW_MAPPING_STYLE)
        show_first_item(node);
    node->kind = NODE_MAP;
    node->count /= 2;
    for (size_t i = 0; i < node->count; i++)
        ok = check_key(reader, node_key(node, i)) && ok;
    return ok && node_check_duplicates(node, reader->diagnostics);
}

static const yaml_char_t *anchor_of(const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_SCALAR_EVENT:
        return event->data.scalar.anchor;
    case YAML_SEQUENCE_START_EVENT:
        return event->data.sequence_start.anchor;
    case YAML_MAPPING_START_EVENT:
        return event->data.mapping_start.anchor;
    default:
        return NULL;
    }
}

static bool start_anchor(Reader *reader, const yaml_event_t *event,
                         const yaml_char_t *name)
{
    if (reader->anchor_count == ANCHORS_MAX)
        return diagnose(reader->diagnostics, event_span(reader, event),
                        "more than %d anchors", ANCHORS_MAX);
    reader->anchors =
        memory_grow(reader->anchors, &reader->anchor_capacity,
                    reader->anchor_count + 1, sizeof *reader->anchors);
    reader->anchors[reader->anchor_count++] =
        (Anchor){.name = memory_text((const char *)name)};
    return true;
}

static bool read_content(Reader *reader, const yaml_event_t *event, int depth,
                         Node *node)
{
    if (depth > NODE_DEPTH_MAX)
        return diagnose(reader->diagnostics, node->span,
                        "nested more than %d deep", NODE_DEPTH_MAX);
    if (event->type == YAML_SEQUENCE_START_EVENT)
        return read_list(reader, event, depth, node);
    if (event->type == YAML_MAPPING_START_EVENT)
        return read_map(reader, event, depth, node);
    return read_scalar(reader, event, node);
}

static bool read_node(Reader *reader, const yaml_event_t *event, int depth,
                      Node *node)
{
    const yaml_char_t *name = anchor_of(event);
    size_t index = reader->anchor_count;
    size_t before = reader->nodes;

    node->span = event_span(reader, event);
    if (event->type == YAML_ALIAS_EVENT)
        return read_alias(reader, event, node);
    if (!count_nodes(reader, node->span, 1)
        || (name && !start_anchor(reader, event, name))
        || !read_content(reader, event, depth, node))
        return false;
    if (name) {
        reader->anchors[index].node = node_copy(node);
        reader->anchors[index].nodes = reader->nodes - before;
        reader->anchors[index].finished = true;
    }
    return true;
}

// An alias may bring what is deep to a deep place.
static bool check_depth(const Reader *reader, const Node *node, int depth)
{
    size_t count = node->kind == NODE_MAP ? 2 * node->count : node->count;

    if (node->kind != NODE_SCALAR && depth > NODE_DEPTH_MAX)
        return diagnose(reader->diagnostics, node->span,
                        "nested more than %d deep", NODE_DEPTH_MAX);
    for (size_t i = 0; i < count; i++)
        if (!check_depth(reader, &node->items[i], depth + 1))
            return false;
    return true;
}

static bool refuse_directives(const Reader *reader, const yaml_event_t *event)
{
    if (event->data.document_start.tag_directives.start
        == event->data.document_start.tag_directives.end)
        return true;
    return diagnose(reader->diagnostics, event_span(reader, event),
                    "tags are not used here");
}

static bool refuse_another(const Reader *reader, const yaml_event_t *event)
{
    if (event->type == YAML_STREAM_END_EVENT)
        return true;
    (void)diagnose(reader->diagnostics, event_span(reader, event),
                   "a second document starts here");
    return diagnose_hint(reader->diagnostics, "one file, one study");
}

// The stages of a document; `node` is filled at the third.
static bool read_stage(Reader *reader, int stage, Node *node)
{
    yaml_event_t event;
    bool ok = true;

    if (!next_event(reader, &event))
        return false;
    if (event.type == YAML_STREAM_END_EVENT && stage < 3)
        ok = diagnose(reader->diagnostics, event_span(reader, &event),
                      "nothing is written here");
    else if (stage == 1)
        ok = refuse_directives(reader, &event);
    else if (stage == 2)
        ok = read_node(reader, &event, 1, node);
    else if (stage == 4)
        ok = refuse_another(reader, &event);
    yaml_event_delete(&event);
    return ok;
}

static void reader_release(Reader *reader)
{
    for (size_t i = 0; i < reader->anchor_count; i++) {
        free(reader->anchors[i].name);
        node_release(&reader->anchors[i].node);
    }
    free(reader->anchors);
    yaml_parser_delete(&reader->parser);
}

bool node_read(const SourceText *source, Node *root, Diagnostics *diagnostics)
{
    Reader reader = {.source = source, .diagnostics = diagnostics};
    bool ok = true;

    *root = (Node){0};
    if (!source_check(source, diagnostics))
        return false;
    if (!yaml_parser_initialize(&reader.parser))
        memory_end();
    yaml_parser_set_input_string(
        &reader.parser, (const unsigned char *)source->text, source->length);
    yaml_parser_set_encoding(&reader.parser, YAML_UTF8_ENCODING);
    for (int stage = 0; ok && stage <= 4; stage++)
        ok = read_stage(&reader, stage, root);
    ok = ok && check_depth(&reader, root, 1);
    reader_release(&reader);
    if (!ok)
        node_release(root);
    return ok;
}

const char *node_yaml_version(void)
{
    return yaml_get_version_string();
}
