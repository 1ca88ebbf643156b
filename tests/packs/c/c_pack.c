/* A pack in C, without any library: one rule, which reads one number of the report.
 *
 * It shows all that a pack must do. The walk through the FlatBuffer believes nothing that the bytes say: every position is
 * compared with the length first. The answers are MessagePack written by hand, structs as maps by field name.
 *
 *     cc -shared -fPIC -I crates/core/include -o libgouji_c_example.so tests/packs/c/c_pack.c
 *     gouji pack check libgouji_c_example.so
 */
#include <stdio.h>
#include <string.h>

#include "gouji_pack.h"

/* ---- bytes out: as much MessagePack as is needed ---- */

typedef struct {
    uint8_t bytes[4096];
    size_t length;
} writer;

static void put(writer *out, const void *bytes, size_t length) {
    if (length <= sizeof out->bytes - out->length) {
        memcpy(out->bytes + out->length, bytes, length);
        out->length += length;
    }
}

static void byte(writer *out, uint8_t value) { put(out, &value, 1); }

/* A map with up to 15 entries, which follow as key and value. */
static void map(writer *out, uint8_t entries) { byte(out, (uint8_t)(0x80 | entries)); }

/* A list with up to 15 items. */
static void list(writer *out, uint8_t items) { byte(out, (uint8_t)(0x90 | items)); }

static void string(writer *out, const char *text) {
    size_t length = strlen(text);
    byte(out, 0xda); /* str 16 */
    byte(out, (uint8_t)(length >> 8));
    byte(out, (uint8_t)length);
    put(out, text, length);
}

static void pair(writer *out, const char *key, const char *value) {
    string(out, key);
    string(out, value);
}

static void number(writer *out, const char *key, uint16_t value) {
    string(out, key);
    byte(out, 0xcd); /* uint 16 */
    byte(out, (uint8_t)(value >> 8));
    byte(out, (uint8_t)value);
}

static int32_t answer(const gouji_host *host, const writer *out) {
    host->emit(host->context, GOUJI_KIND_ANSWER, out->bytes, out->length);
    return GOUJI_STATUS_OK;
}

/* ---- bytes in: the report's year ---- */

static uint32_t little_endian(const uint8_t *bytes, size_t width) {
    uint32_t value = 0;
    for (size_t at = 0; at < width; at++) value |= (uint32_t)bytes[at] << (8 * at);
    return value;
}

/* A number of `width` bytes at `at`; 0 where the report is not that long, with *inside cleared. */
static uint32_t number_at(const uint8_t *report, size_t length, uint64_t at, size_t width, int *inside) {
    if (at + width > length) {
        *inside = 0;
        return 0;
    }
    return little_endian(report + at, width);
}

/* The place of `year` among the fields of table Report in report.fbs, from 0. */
enum { YEAR_FIELD = 3 };

/* The year of a report, 0 where it has none, -1 where the bytes are no report. */
static int year_of(const uint8_t *report, size_t length) {
    int inside = 1;
    if (report == NULL || length < 8 || memcmp(report + 4, "GJR1", 4) != 0) return -1;
    uint64_t table = number_at(report, length, 0, 4, &inside);
    int64_t back = (int32_t)number_at(report, length, table, 4, &inside);
    int64_t fields = (int64_t)table - back; /* where it says which field stands where */
    if (!inside || fields < 0) return -1;
    uint32_t fields_size = number_at(report, length, (uint64_t)fields, 2, &inside);
    uint64_t slot = 4 + 2 * YEAR_FIELD;
    if (!inside) return -1;
    if (slot + 2 > fields_size) return 0;
    uint32_t offset = number_at(report, length, (uint64_t)fields + slot, 2, &inside);
    if (!inside) return -1;
    if (offset == 0) return 0;
    uint32_t year = number_at(report, length, table + offset, 2, &inside);
    return inside ? (int)year : -1;
}

/* ---- the pack ---- */

#define CODE "CEX-01"
/* The first year on which agencies had to report: the regulation came into force on 1 May 2008. */
#define FIRST_YEAR 2008

static void example(writer *out, const char *report, const char *finds) {
    map(out, 2);
    pair(out, "report", report);
    pair(out, "finds", finds);
}

static int32_t describe(const gouji_host *host) {
    writer out = {.length = 0};
    map(&out, 6);
    pair(&out, "id", "c-example");
    pair(&out, "title", "用 C 写的规则包");
    pair(&out, "version", "0.1.0");
    number(&out, "min_schema", 1);
    number(&out, "schema", 2);
    string(&out, "rules");
    list(&out, 1);
    map(&out, 9);
    pair(&out, "code", CODE);
    pair(&out, "name", "c-example/year-before-regulation");
    pair(&out, "severity", "warning");
    pair(&out, "certainty", "likely");
    pair(&out, "title", "报告年度早于条例施行");
    pair(&out, "basis", "《中华人民共和国政府信息公开条例》（国务院令第492号），2008年5月1日起施行");
    pair(&out, "why", "条例施行以前没有年度报告，年度多半写错了。");
    string(&out, "bad");
    list(&out, 1);
    example(&out, "year = 2007", "报告年度是2007年，条例2008年才施行");
    string(&out, "good");
    list(&out, 2);
    example(&out, "year = 2008", "");
    example(&out, "year = 2023", "");
    return answer(host, &out);
}

static int32_t check(const gouji_host *host, const uint8_t *report, size_t report_length, const uint8_t *rules,
                     size_t rules_length) {
    int year = year_of(report, report_length);
    if (year < 0) return GOUJI_STATUS_NOT_A_REPORT;
    int asked = rules_length > 0 && rules[0] != 0;
    int broken = asked && year != 0 && year < FIRST_YEAR;
    writer out = {.length = 0};
    map(&out, 1);
    string(&out, "found");
    list(&out, broken ? 1 : 0);
    if (broken) {
        char message[96];
        snprintf(message, sizeof message, "报告年度是%d年，条例%d年才施行", year, FIRST_YEAR);
        map(&out, 2); /* without a spot: the report as a whole */
        pair(&out, "rule", CODE);
        pair(&out, "message", message);
    }
    return answer(host, &out);
}

/* It has no dictionaries, so there is nothing to configure. */
GOUJI_PACK_EXPORT extern const gouji_pack_table GOUJI_PACK_V1;
const gouji_pack_table GOUJI_PACK_V1 = {
    .magic = {'G', 'O', 'U', 'J', 'I', 'P', 'K', '1'},
    .abi = GOUJI_PACK_ABI,
    .size = sizeof(gouji_pack_table),
    .describe = describe,
    .check = check,
    .configure = NULL,
};
