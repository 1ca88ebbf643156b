/* The border between gouji and a rule pack, for packs that are not written in Rust.
 *
 * A pack is a dynamic library that exports one constant, GOUJI_PACK_V1, of the type gouji_pack_table. The host looks at
 * magic, abi and size before it calls anything, and never unloads the library. It calls from several threads at once.
 *
 * Bytes go in by pointer and length and are the pack's to read until the call returns. Bytes go out through host->emit,
 * which copies them before it returns: nothing is freed across the border, and no memory is shared. A pack may give out
 * 16 MiB in one call.
 *
 * What the bytes are:
 *   - a report: one FlatBuffer of crates/core/src/wire/report.fbs, file identifier "GJR1";
 *   - `rules`: a byte for each rule in the order of the manifest, not 0 for those that are to run;
 *   - answers and the configuration: MessagePack, structs as maps by field name. Fields that are left out have their
 *     defaults, fields that are not known are to be ignored. See Manifest, Card, Reply, Found, Configuration and Configured
 *     in crates/core/src/{pack,card,finding}.rs, and docs/packs.md.
 *
 * This header is checked against crates/core/src/boundary.rs by a test. Both structs grow at their end only.
 */
#ifndef GOUJI_PACK_H
#define GOUJI_PACK_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The first eight bytes of the table. */
#define GOUJI_PACK_MAGIC "GOUJIPK1"
/* The number of this border: another number is another border, and is refused. */
#define GOUJI_PACK_ABI 1
/* The name that the table is exported under. */
#define GOUJI_PACK_SYMBOL "GOUJI_PACK_V1"

/* What is given to emit. */
#define GOUJI_KIND_ANSWER 0 /* the one answer to the call; several pieces are put together */
#define GOUJI_KIND_LOG 1    /* a line for the log, in UTF-8 */

/* How a call ended. */
#define GOUJI_STATUS_OK 0
#define GOUJI_STATUS_FAILED 1       /* what was asked could not be done */
#define GOUJI_STATUS_PANICKED 2     /* something broke outside any rule */
#define GOUJI_STATUS_NOT_A_REPORT 3 /* damaged, or of a schema that the pack does not know */

/* What the host lends a pack for the time of one call. */
typedef struct gouji_host {
    uint32_t size; /* of this struct as the host knows it */
    void *context; /* the host's own; to be handed back to emit */
    void (*emit)(void *context, uint32_t kind, const uint8_t *bytes, size_t length);
} gouji_host;

/* What a pack exports. */
typedef struct gouji_pack_table {
    uint8_t magic[8];
    uint32_t abi;
    uint32_t size; /* of this struct as the pack knows it */

    /* Answers with a Manifest. */
    int32_t (*describe)(const gouji_host *host);

    /* Answers with a Reply. */
    int32_t (*check)(const gouji_host *host, const uint8_t *report, size_t report_length, const uint8_t *rules,
                     size_t rules_length);

    /* Takes a Configuration, answers with a Configured. NULL in packs that take none. */
    int32_t (*configure)(const gouji_host *host, const uint8_t *bytes, size_t length);
} gouji_pack_table;

/* To be put before the definition of GOUJI_PACK_V1. */
#if defined(_WIN32)
#define GOUJI_PACK_EXPORT __declspec(dllexport)
#else
#define GOUJI_PACK_EXPORT __attribute__((visibility("default")))
#endif

#ifdef __cplusplus
}
#endif

#endif
