/* The declared types, facts and symbols of a host: plain memory, made before the state is. */
#include "host.h"
#include <stdlib.h>
#include <string.h>

clh_layout *clh_layout_new(int types, int symbols) {
    clh_layout *layout = calloc(1, sizeof *layout);
    if (!layout) return NULL;
    layout->types = calloc((size_t)types + 1, sizeof *layout->types);
    layout->symbols = calloc((size_t)symbols + 1, sizeof *layout->symbols);
    layout->type_count = types;
    layout->symbol_count = symbols;
    if (layout->types && layout->symbols) return layout;
    clh_layout_free(layout);
    return NULL;
}

void clh_layout_free(clh_layout *layout) {
    if (!layout) return;
    for (int t = 0; layout->types && t < layout->type_count; t++) {
        type_info *type = &layout->types[t];
        for (int f = 0; f < type->field_count; f++) {
            free(type->fields[f].name);
            free(type->fields[f].withheld);
        }
        free(type->fields);
        free(type->name);
    }
    for (int s = 0; layout->symbols && s < layout->symbol_count; s++) free(layout->symbols[s]);
    free(layout->types);
    free(layout->symbols);
    free(layout);
}

int clh_layout_symbol(clh_layout *layout, int symbol, const char *name) {
    layout->symbols[symbol] = strdup(name);
    return layout->symbols[symbol] != NULL;
}

int clh_layout_type(clh_layout *layout, int type, const char *name, int fields) {
    type_info *info = &layout->types[type];
    info->name = strdup(name);
    info->fields = calloc((size_t)fields + 1, sizeof *info->fields);
    info->field_count = info->fields ? fields : 0;
    return info->name && info->fields;
}

int clh_layout_field(
    clh_layout *layout, int type, int field, const char *name, int tag, int unit, int target,
    const char *withheld) {
    field_info *info = &layout->types[type].fields[field];
    info->name = strdup(name);
    info->withheld = withheld ? strdup(withheld) : NULL;
    info->tag = (uint8_t)tag;
    info->unit = (uint8_t)unit;
    info->target = (uint16_t)target;
    return info->name && (!withheld || info->withheld);
}
