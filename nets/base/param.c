#include "nets/base/param.h"

#include <assert.h>
#include <string.h>

const char *param_zero(const Param *param)
{
    static const char words[] = "; 0: ";
    const char *found = param->help ? strstr(param->help, words) : NULL;

    return found ? found + sizeof words - 1 : NULL;
}

const Param *param_find(const Param *params, const char *name)
{
    for (; params && params->name; params++)
        if (strcmp(params->name, name) == 0)
            return params;
    return NULL;
}

void param_set(const Param *param, void *settings, double value)
{
    char *field = (char *)settings + param->offset;

    switch (param->kind) {
    case KIND_FLOAT:
        memcpy(field, &value, sizeof value);
        break;
    case KIND_BOOL:
        memcpy(field, &(bool){value != 0}, sizeof(bool));
        break;
    case KIND_INT:
    case KIND_CHOICE:
        memcpy(field, &(int){(int)value}, sizeof(int));
        break;
    case KIND_LIST:
        param_set_list(param, settings, &(List){1, {value}});
        break;
    case KIND_TEXT:
        param_set_text(param, settings, "");
        break;
    }
}

void param_set_list(const Param *param, void *settings, const List *list)
{
    assert(param->kind == KIND_LIST);
    memcpy((char *)settings + param->offset, list, sizeof *list);
}

void param_set_text(const Param *param, void *settings, const char *text)
{
    size_t length = strlen(text);

    assert(param->kind == KIND_TEXT && length < PARAM_TEXT_MAX);
    memcpy((char *)settings + param->offset, text, length + 1);
}

double param_get(const Param *param, const void *settings)
{
    const char *field = (const char *)settings + param->offset;
    double real;
    bool boolean;
    int integer;

    assert(param->kind != KIND_LIST && param->kind != KIND_TEXT);
    switch (param->kind) {
    case KIND_FLOAT:
        memcpy(&real, field, sizeof real);
        return real;
    case KIND_BOOL:
        memcpy(&boolean, field, sizeof boolean);
        return boolean;
    default:
        memcpy(&integer, field, sizeof integer);
        return integer;
    }
}

void params_fill(const Param *params, void *settings)
{
    for (; params && params->name; params++)
        param_set(params, settings, params->fallback);
}
