/* cli.h -- the command line: what a command is, what it is given, and how it ends.
 *
 * A command parses its words into an invocation, calls the library, and prints through `prl_cli_emit`. Only this folder prints, reads the
 * environment or exits. Exit status: 0 done, 1 the input is at fault, 2 usage, 3 no solution, 4 the machine failed. */
#ifndef PRL_CLI_H
#define PRL_CLI_H

#include "parley/parley.h"

/* PRL_VERSION comes from the build. */
#define PRL_PATH         4096
#define PRL_COUNT(array) ((int32_t)(sizeof(array) / sizeof *(array)))

/** One option of a command. */
typedef struct prl_option {
  const char *name;  /* "--asof" */
  const char *value; /* "DATE"; NULL = a switch */
  const char *help;
} prl_option;

/** What the command line said. */
typedef struct prl_invocation {
  const struct prl_command *command;
  const char *words[16]; /* operands */
  int32_t word_count;
  const char *given[64]; /* value of option k of the command (then of the common ones); NULL = not given; "" for a switch */
  prl_style style;
  const char *out; /* --out; NULL = standard output */
  bool quiet;
} prl_invocation;

typedef struct prl_command {
  const char *name, *operands, *summary;
  const char *help;          /* paragraphs, with an example that works */
  const prl_option *options; /* ended by a NULL name; the common ones (--format --out --quiet --help) come by themselves */
  int32_t least, most;       /* how many operands */
  prl_status (*run)(const prl_invocation *invocation, prl_error *err);
} prl_command;

/* commands.c: which commands there are */
const prl_command *prl_cli_command(int32_t index);                         /* in the order of the overview; NULL past the last */
const prl_command *prl_cli_find_command(const char *name, prl_error *err); /* NULL and E_USAGE with the nearest spelling */

/* options.c: words to an invocation */
extern const prl_option prl_cli_common_options[];
prl_status prl_cli_parse(prl_invocation *out, const prl_command *command, int count, char *const *words, prl_error *err);
/** Value of an option by name; NULL when it was not given. */
const char *prl_cli_option(const prl_invocation *invocation, const char *name);
/** Index of `word` among `words`; -1 and E_USAGE with the nearest spelling when it is none of them. `what` names it: "--deficits". */
int32_t prl_cli_choose(const char *what, const char *word, const char *const *words, int32_t count, prl_error *err);
/** The command line that gives this again: `words` are the operands as they were understood, `asof` is put in when the line had none. */
void prl_cli_line(prl_text *out, const prl_invocation *invocation, const char *const *words, int32_t count, const char *asof);

/* help.c */
void prl_cli_help_program(prl_text *out);
void prl_cli_help_command(prl_text *out, const prl_command *command);

/* emit.c: the only place that writes to standard output and standard error */
void prl_cli_start(void); /* a reader that has gone away is an error to handle, not a signal; the three standard files are open */
void prl_cli_terminal(prl_style *style, bool to_standard_output);
/** Write a finished report to --out (all of it or nothing) or to standard output. A reader that has gone away is no error. */
prl_status prl_cli_emit(const prl_invocation *invocation, const prl_text *text, prl_error *err);
prl_status prl_cli_print(const prl_text *text, prl_error *err);
/** A remark on standard error, "note: ..."; nothing with --quiet. */
void prl_cli_note(const prl_invocation *invocation, const char *format, ...) __attribute__((format(printf, 2, 3)));
/** Say on standard error how it ended, and return the exit status. */
int prl_cli_finish(prl_status status, const prl_error *err);

/* progress.c: sweeps and residual on standard error, on a terminal only, for solves that take longer than a blink */
typedef struct prl_cli_progress {
  bool shown, wanted;
  double started; /* seconds */
} prl_cli_progress;
void prl_cli_progress_start(prl_cli_progress *progress, prl_solver_options *options, const prl_invocation *invocation);
void prl_cli_progress_end(prl_cli_progress *progress);

/* paths.c: names to files. A dossier or world is a path, or a name looked up in the current folder, $PARLEY_DATA, beside the program, and
 * where it was installed. `size` of every out is PRL_PATH. */
prl_status prl_cli_dossier_path(char *out, const char *name, prl_error *err); /* name NULL: the only dossier there is */
prl_status prl_cli_world_path(char *out, const char *name, prl_error *err);
prl_status prl_cli_shared_path(char *out, const char *file, prl_error *err); /* elasticities.csv, hs6-sector22.csv.gz */

/** Names found, in order, each once; free with prl_cli_found_free. */
typedef struct prl_found {
  char **name, **path;
  int32_t count;
  prl_text looked; /* the folders looked in, separated by ", " */
} prl_found;
prl_status prl_cli_find_dossiers(prl_found *out, prl_error *err);
prl_status prl_cli_find_worlds(prl_found *out, prl_error *err);
void prl_cli_found_free(prl_found *found);

/* open.c: what a command opens, and the trace of it */
typedef struct prl_opened {
  prl_dossier *dossier;
  prl_scenario *scenario;
  prl_world *world;
  char name[PRL_PATH];        /* of the dossier or scenario, as a command line gives it again */
  prl_model model;            /* its arrays are the arena's */
  char concordance[PRL_PATH]; /* path; "" = none */
  prl_deficits deficits;
  bool has_base, has_policy;
  prl_asof asof;             /* of the question: a dossier's policy */
  prl_asof base_at;          /* of the base policy, when has_base */
  prl_asof policy_at;        /* of the policy, when has_policy */
  const prl_change *changes; /* a scenario's */
  int32_t change_count;
  prl_trace trace;
  prl_arena *arena; /* of the trace's texts and the model's arrays */
} prl_opened;
/** A dossier and the question's two clocks (--asof, --known; default: the horizon).
 *  @param name  NULL: the only dossier there is; then, and when the date is the default, a note says so
 *  @param date  NULL: from --asof */
prl_status prl_cli_open_dossier(prl_opened *out, const prl_invocation *invocation, const char *name, const char *date, prl_error *err);
typedef prl_status prl_dossier_report(const prl_invocation *invocation, const prl_opened *opened, prl_error *err);
/** Open the dossier that the first word names, or the only one there is, and report on it. @param date  NULL: from --asof */
prl_status prl_cli_on_dossier(const prl_invocation *invocation, const char *date, prl_dossier_report *report, prl_error *err);
/** The world and concordance of an opened dossier, for its product lines. */
prl_status prl_cli_open_products(prl_opened *opened, prl_error *err);
/** From a dossier or a scenario file: world, elasticities, closure, base and policy. name NULL: the only dossier there is. */
prl_status prl_cli_open_case(prl_opened *out, const prl_invocation *invocation, const char *name, prl_error *err);
/** Set trace.command from the operands as understood; the date asked for is put in when the line had none. */
prl_status prl_cli_trace_line(prl_opened *opened, const prl_invocation *invocation, const char *const *words, int32_t count,
                              prl_error *err);
/** A text into the trace's arena; NULL and E_MEMORY when there is no room. */
const char *prl_cli_words(prl_opened *opened, prl_error *err, const char *format, ...) __attribute__((format(printf, 3, 4)));
void prl_cli_close(prl_opened *opened);

/* elasticities.c: what is assumed of trade, nests, scale and firms, by the file and by options, and what was used in words */
prl_status prl_cli_model(prl_opened *opened, const prl_invocation *invocation, const prl_elasticities *trade, const prl_assumptions *beside,
                         prl_error *err);

/** The stage of a case, without the scenario's changes when `bare`; PRL_BEST_ITERATE when its solve stopped short. */
prl_status prl_cli_stage(prl_stage **out, prl_opened *opened, bool bare, const prl_solver_options *solver, prl_error *err);

/** A case solved as a change; case.c. Free it whatever the status. */
typedef struct prl_solved_case {
  prl_stage *stage;
  prl_outcome *changed; /* with the scenario's changes on top of its policy, which is the stage's; NULL: the stage is the change, from the base */
  prl_joined *changes;  /* the wedges of `changed` */
  prl_status status;    /* OK, or BEST_ITERATE when a solve stopped short */
} prl_solved_case;
prl_status prl_cli_solve_case(prl_solved_case *out, prl_opened *opened, const prl_solver_options *solver, prl_error *err);
void prl_cli_solved_free(prl_solved_case *solved);

/* stage.c: a stage for a dossier or scenario, and items valued on it */
typedef struct prl_valued {
  prl_opened opened;
  prl_stage *stage;
  prl_worths *worths;
  prl_solver_options solver;
  prl_cli_progress progress;
  prl_accuracy accuracy;
  double tolerance;  /* percent */
  prl_status status; /* OK, or BEST_ITERATE when some solve stopped short */
} prl_valued;
prl_status prl_cli_value(prl_valued *out, const prl_invocation *invocation, prl_error *err);
void prl_cli_valued_free(prl_valued *valued);
/** How the worth of items is written: prl_report_value or prl_report_lists. */
typedef prl_status prl_worth_report(prl_text *out, const prl_style *style, const prl_trace *trace, const prl_dossier *dossier,
                                    const prl_world *world, const prl_worth *worths, int32_t count, prl_error *err);
/** Value the items asked for and write them so. */
prl_status prl_cli_report_worths(const prl_invocation *invocation, prl_worth_report *report, prl_error *err);
extern const prl_option prl_cli_value_options[];

/* regions.c: regions and sectors that options name, "a,b"; sets are by region and by sector of the world, and are added to */
prl_status prl_cli_regions(bool *set, prl_opened *opened, const char *option, const char *given, prl_error *err);
prl_status prl_cli_sectors(bool *set, prl_opened *opened, const char *given, prl_error *err);
/** A party, region or group; false when the world knows nothing of it. */
bool prl_cli_add_region(bool *set, const prl_opened *opened, const char *code);
/** Regions of those whom a scenario's changes name, else of the dossier's parties; returns how many. */
int32_t prl_cli_parties(bool *set, const prl_opened *opened);

/* warn.c: a best iterate is reported and said to be one */
prl_status prl_cli_short_of(prl_status status, const prl_accuracy *accuracy, prl_error *err);

/* span.c: the dates a command on time is asked for */
prl_status prl_cli_span(prl_span_asked *out, const prl_invocation *invocation, prl_error *err);
prl_status prl_cli_day(prl_day *out, const prl_invocation *invocation, const char *option, prl_error *err); /* kept when not given */
prl_when prl_cli_knowledge(const prl_opened *opened); /* --known, else the date of the question */

extern const prl_command prl_verb_diff, prl_verb_timeline, prl_verb_calendar, prl_verb_ledger, prl_verb_search, prl_verb_add, prl_verb_read,
    prl_verb_replicate;
extern const prl_command prl_verb_grad, prl_verb_decompose;
extern const prl_command prl_verb_brief, prl_verb_check, prl_verb_asof, prl_verb_rate, prl_verb_average, prl_verb_run, prl_verb_value,
    prl_verb_lists, prl_verb_world;

/* Options that every command on a case has: when, and under which assumptions. */
#define PRL_CLI_DATES \
  {"--asof", "DATE", "of a dossier: the policy in force on this date (the horizon)"}, \
  {"--known", "DATE", "as it was known on this date (the same)"}
#define PRL_CLI_ASSUMPTIONS \
  {"--world", "NAME|FILE", "world data (the dossier's or scenario's)"}, \
  {"--elasticities", "NAME|NUMBER|FILE", "trade elasticities: a column of elasticities.csv, one number, a CSV (the same)"}, \
  {"--deficits", "fixed|zero|proportional", "closure (the same)"}, \
  {"--base", "zero|record", "policy the world data embody: none, or the record's in the base year (the same)"}, \
  {"--value-added", "NAME|NUMBER|FILE", "elasticity between value added and materials (the same; 1)"}, \
  {"--materials", "NAME|NUMBER|FILE", "elasticity among materials (the same; 1)"}, \
  {"--final", "NAME|NUMBER", "elasticity of final use (the same; 1)"}, \
  {"--home", "NAME|NUMBER|FILE", "trade elasticity of home against foreign goods (the same; that of trade)"}, \
  {"--scale", "krugman|NAME|NUMBER|FILE", "scale elasticities (the same; 0)"}, \
  {"--firms", "free|fixed", "firms enter and leave, or their number is fixed (the same; free)"}

#endif
