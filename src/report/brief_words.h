/* brief_words.h -- every word of the brief, in one catalogue, so that another language is another table.
 *
 * A text may hold {1}, {2} ...: the caller's arguments in the order documented by their use. Texts are plain: they are escaped when
 * written. */
#ifndef PRL_BRIEF_WORDS_H
#define PRL_BRIEF_WORDS_H

#define PRL_NBSP "\xc2\xa0"

#define PRL_WORD_LIST(X)                                                                                                                   \
  X(LANGUAGE, "en")                                                                                                                        \
  X(BRIEF_OF, "Brief: {1}")                                                                                                                \
  X(NO_AREA, "No area for cooperation")                                                                                                    \
  X(ONE_AREA, "1" PRL_NBSP "area for cooperation")                                                                                         \
  X(AREAS, "{1}" PRL_NBSP "areas for cooperation")                                                                                         \
  X(NO_ISSUE, "no outstanding issue")                                                                                                      \
  X(ONE_ISSUE, "1" PRL_NBSP "outstanding issue")                                                                                           \
  X(ISSUES, "{1}" PRL_NBSP "outstanding issues")                                                                                           \
  X(ONE_NEUTRAL, "1" PRL_NBSP "that changes little")                                                                                       \
  X(NEUTRALS, "{1}" PRL_NBSP "that change little")                                                                                         \
  X(ONE_SILENT, "1" PRL_NBSP "on which the model is silent")                                                                               \
  X(SILENTS, "{1}" PRL_NBSP "on which the model is silent")                                                                                \
  X(NOTHING, "Nothing on the table")                                                                                                       \
  X(LIST_COMMA, ", ")                                                                                                                      \
  X(LIST_AND, " and ")                                                                                                                     \
  X(LIST_SEMICOLON, "; ")                                                                                                                  \
  X(ASKED, "Policy in force on {1}")                                                                                                       \
  X(ASKED_KNOWN, "Policy in force on {1}, as known on {2}")                                                                                \
  X(HORIZON, "Not known after {1}")                                                                                                        \
  X(WORLD_OF, "World {1}, base year {2}")                                                                                                  \
  X(BEYOND, "The question lies past the horizon: not known after {1}. What follows is what the record has on its calendar, no more.")      \
  X(CONTENTS, "Contents")                                                                                                                  \
  X(SKIP, "Skip to the two lists")                                                                                                         \
  X(IN_SHORT, "In short")                                                                                                                  \
  X(SHORT_BEST, "Worth most to all")                                                                                                       \
  X(SHORT_WORST, "Costs a side most")                                                                                                      \
  X(SHORT_POLICY, "Today's policy")                                                                                                        \
  X(SHORT_NEXT, "Next date")                                                                                                               \
  X(SHORT_UNPRICED, "Not priced")                                                                                                          \
  X(SHORT_ITEM, "{1}: {2}.")                                                                                                               \
  X(SHORT_WORTH, "{1} {2} ({3})")                                                                                                          \
  X(SHORT_POLICY_TEXT, "Real income against the base year {1} (base policy: {2}): {3}.")                                                   \
  X(SHORT_NEXT_TEXT, "{1}, in {2} days: {3} change by themselves.")                                                                        \
  X(SHORT_NEXT_ONE, "{1}, in {2} days: {3} changes by itself.")                                                                            \
  X(SHORT_NEXT_NONE, "No date ahead is known on which a measure changes by itself.")                                                       \
  X(SHORT_UNPRICED_TEXT, "{1} of {2} measures in force between the parties have no number in the model; section 1 says why.")              \
  X(ONE_MEASURE, "1 measure")                                                                                                              \
  X(MEASURES, "{1} measures")                                                                                                              \
  X(S1, "1. Where things stand")                                                                                                           \
  X(S2, "2. The two lists")                                                                                                                \
  X(S3, "3. What each item is worth, and to whom else")                                                                                    \
  X(S4, "4. The world under today's policy")                                                                                               \
  X(S5, "5. What lapses or starts next")                                                                                                   \
  X(S6, "6. Method, accuracy, limits")                                                                                                     \
  X(SA, "Annex A. Every measure of the record")                                                                                            \
  X(SB, "Annex B. Sources")                                                                                                                \
  X(REPEAT, "Repeat this")                                                                                                                 \
  X(DISPUTED_MEANS, "the sources disagree")                                                                                                \
  X(FAIRLY_MEANS, "one secondary source")                                                                                                  \
  X(UNSURE_MEANS, "not checked at the source")                                                                                             \
  X(UNKNOWN_MEANS, "the sources do not say")                                                                                               \
  X(BRACKETS, "Numbers in brackets are sources, listed in annex B.")                                                                       \
  X(DISPUTED, "disputed")                                                                                                                  \
  X(FAIRLY_SURE, "fairly sure")                                                                                                            \
  X(NOT_SURE, "not sure")                                                                                                                  \
  X(NOT_KNOWN, "not known")                                                                                                                \
  X(SILENT_MARK, "model silent")                                                                                                           \
  X(STATED_MARK, "stated by the dossier")                                                                                                  \
  X(PARTLY_MARK, "partly priced")                                                                                                          \
  X(ON, "{1} on {2}")                                                                                                                      \
  X(DIRECTION_COUNT, "In force: {1}; {2}. Suspended: {3}.")                                                                                \
  X(ONE_DUTY, "1 duty, fee or quota")                                                                                                      \
  X(DUTIES, "{1} duties, fees and quotas")                                                                                                 \
  X(ONE_CONTROL, "1 control or listing")                                                                                                   \
  X(CONTROLS, "{1} controls and listings")                                                                                                 \
  X(C_LAYERS, "{1} on {2}: duties, fees and quotas by layer")                                                                              \
  X(C_DUTIES, "{1} on {2}: every duty, fee and quota in force")                                                                            \
  X(NO_DUTIES, "{1} on {2}: no duty, fee or quota is in force on this date.")                                                              \
  X(CONTROLS_HEAD, "Controls, bans, listings and rules in force")                                                                          \
  X(SUSPENDED_HEAD, "Suspended, nothing collected or applied")                                                                             \
  X(SINCE_TEXT, "since {1}")                                                                                                               \
  X(UNTIL_TEXT, "until {1}")                                                                                                               \
  X(RETURNS_ON, "returns on {1}")                                                                                                          \
  X(RETURNS_AT, "returns at {2} on {1}")                                                                                                   \
  X(OPEN_END, "open")                                                                                                                      \
  X(H_MEASURE, "Measure")                                                                                                                  \
  X(H_RATE, "Rate")                                                                                                                        \
  X(H_COVERED, "Goods trade covered")                                                                                                      \
  X(H_SINCE, "Since")                                                                                                                      \
  X(H_UNTIL, "Until, or what returns")                                                                                                     \
  X(H_AUTHORITY, "Authority")                                                                                                              \
  X(H_SOURCES, "Sources")                                                                                                                  \
  X(AND_MORE, "{1} and {2} more")                                                                                                          \
  X(PART_UNTIL, "{1} (part)")                                                                                                              \
  X(ON_ALL_COUNTRIES, ", on all countries")                                                                                                \
  X(BY_LINE, "by product line")                                                                                                            \
  X(BY_LINE_AT, "{1} by product line")                                                                                                     \
  X(RANGE, "{1} to {2}")                                                                                                                   \
  X(RATE_UNIT, "{1} {2}")                                                                                                                  \
  X(NOT_PRICED, "not priced")                                                                                                              \
  X(UNDER_ONE, "under 0.1")                                                                                                                \
  X(COVER_NOTE, "Goods trade covered: share of the goods trade of the pair that the measure bears on and the model prices, by the newest " \
                "product trade of the dossier. Shares overlap and do not add up.")                                                         \
  X(UNPRICED_SENTENCE, "Without a number in the model, and so in no figure of this page: {1}. Annex" PRL_NBSP "A names them.")             \
  X(UNPRICED_PART, "{1} ({2})")                                                                                                            \
  X(C_UNPRICED, "In force between the parties, but without a number in the model")                                                         \
  X(H_WHY, "Why")                                                                                                                          \
  X(H_WHICH, "Which")                                                                                                                      \
  X(ALL_PRICED, "Every measure in force between the parties is priced.")                                                                   \
  X(S2_TEXT,                                                                                                                               \
    "Cooperation: no party loses more than {1} of real income and some party gains more. Outstanding: some party loses more than that. "   \
    "Worth is the change of real income if the item alone were added to the policy in force.")                                             \
  X(Q_TITLE, "What each item is worth to {1} (across) and to {2} (up)")                                                                    \
  X(Q_DESC, "A chart of {1} items. Percent of real income. {2} Items on which the model is silent are listed beside it and not drawn.")    \
  X(Q_ITEM, "{1}. {2}: {3} {4}, {5} {6}.")                                                                                                 \
  X(Q_AXIS, "Worth to {1}, % of real income")                                                                                              \
  X(Q_BOTH_GAIN, "both gain")                                                                                                              \
  X(Q_BOTH_LOSE, "both lose")                                                                                                              \
  X(Q_ONE_GAINS, "{1} gains, {2} loses")                                                                                                   \
  X(Q_NONE, "No item has a worth to both {1} and {2}: there is nothing to draw.")                                                          \
  X(Q_MORE, "The chart shows the first two parties; the tables show all {1}.")                                                             \
  X(Q_LEGEND, "Marks of the chart")                                                                                                        \
  X(Q_UNDRAWN, "Not drawn: no worth to both")                                                                                              \
  X(L_COOPERATION, "Cooperation")                                                                                                          \
  X(L_OUTSTANDING, "Outstanding")                                                                                                          \
  X(L_NEUTRAL, "Neutral")                                                                                                                  \
  X(L_SILENT, "Model silent")                                                                                                              \
  X(C_COOPERATION, "Areas for cooperation: nobody loses, somebody gains")                                                                  \
  X(C_OUTSTANDING, "Outstanding issues: somebody loses")                                                                                   \
  X(C_NEUTRAL, "Neutral: nobody gains or loses more than {1}")                                                                             \
  X(C_SILENT, "The model is silent")                                                                                                       \
  X(EMPTY_COOPERATION, "No item on the table is in this list.")                                                                            \
  X(H_NUMBER, "No.")                                                                                                                       \
  X(H_ITEM, "Item")                                                                                                                        \
  X(H_ASKS, "{1} asks, {2} gives")                                                                                                         \
  X(ASKS_ONLY, "{1} asks")                                                                                                                 \
  X(GIVES_ONLY, "{1} gives")                                                                                                               \
  X(UNITS, "Figures: % of real income, and below it millions of US dollars of {1}.")                                                       \
  X(WHO_LOSES, "{1} loses")                                                                                                                \
  X(WHO_LOSE, "{1} lose")                                                                                                                  \
  X(PARTLY, "Not in the number: {1}")                                                                                                      \
  X(STATED_WHY, "The number is the dossier's own: {1}")                                                                                    \
  X(WHY_SILENT, "Why the model is silent")                                                                                                 \
  X(NO_REASON, "no reason given")                                                                                                          \
  X(C_WORTH, "Worth of every item, and the third countries it moves most")                                                                 \
  X(H_WORLD, "World")                                                                                                                      \
  X(H_GAINERS, "Others who gain most")                                                                                                     \
  X(H_LOSERS, "Others who lose most")                                                                                                      \
  X(NOBODY, "none")                                                                                                                        \
  X(C_SECTORS, "Sectors each item moves most: quantity of output against the policy in force")                                             \
  X(H_PARTY, "Party")                                                                                                                      \
  X(H_UP, "Up most")                                                                                                                       \
  X(H_DOWN, "Down most")                                                                                                                   \
  X(SILENT_ITEMS, "Items on which the model is silent stand in section 2.")                                                                \
  X(S4_TEXT, "The policy in force on {1} against the base year {2} (base policy: {3}), all else as in the base year.")                     \
  X(B_TITLE, "Real income by region, change against the base year, %")                                                                     \
  X(B_DESC, "Bars from zero for the parties and the third countries moved most: {1}")                                                      \
  X(B_ITEM, "{1} {2}")                                                                                                                     \
  X(C_REGIONS, "Regions under today's policy, against the base year")                                                                      \
  X(H_REGION, "Region")                                                                                                                    \
  X(H_INCOME, "Real income, %")                                                                                                            \
  X(H_EV, "Equivalent variation, USD million of {1}")                                                                                      \
  X(H_WAGE, "Real wage, %")                                                                                                                \
  X(H_TERMS, "Terms of trade, %")                                                                                                          \
  X(H_REVENUE, "Duty revenue, USD million")                                                                                                \
  X(C_PARTY_SECTORS, "Sectors of the parties moved most by today's policy: quantity of output against the base year")                      \
  X(S5_TEXT, "What changes by itself after {1}, by what was known on {2}, unless somebody acts.")                                          \
  X(S5_HORIZON, "The record ends on {1}: whether a later date was kept, moved or dropped is not known.")                                   \
  X(C_AHEAD, "Dates ahead")                                                                                                                \
  X(H_DATE, "Date")                                                                                                                        \
  X(H_HAPPENS, "What happens")                                                                                                             \
  X(H_ON_TABLE, "Items")                                                                                                                   \
  X(AHEAD_NONE, "No date ahead is known.")                                                                                                 \
  X(LAPSES, "lapses")                                                                                                                      \
  X(LAPSES_FROM, "lapses (was {1})")                                                                                                       \
  X(SUSPENDS, "is suspended")                                                                                                              \
  X(STARTS, "starts")                                                                                                                      \
  X(STARTS_AT, "starts at {1}")                                                                                                            \
  X(RETURNS, "returns")                                                                                                                    \
  X(RETURNS_RATE, "returns at {1}")                                                                                                        \
  X(MOVES, "from {1} to {2}")                                                                                                              \
  X(BECOMES, "becomes {1}")                                                                                                                \
  X(RENEWED, "its next step begins, at the same rate")                                                                                     \
  X(UNDATED_HEAD, "Announced or proposed, without a date")                                                                                 \
  X(METHOD_TEXT,                                                                                                                           \
    "The record gives the policy in force on a date. Its layers are stacked line by line and carried to the flows of a balanced "          \
    "world economy with many regions and sectors, input-output links and trade elasticities by sector, which is solved exactly in "        \
    "changes. The worth of an item is the equivalent variation between the world with it and the world without it.")                       \
  X(ASSUMED_HEAD, "Assumptions")                                                                                                           \
  X(D_WORLD, "World")                                                                                                                      \
  X(D_BASE_YEAR, "Base year")                                                                                                              \
  X(D_ELASTICITIES, "Trade elasticities")                                                                                                  \
  X(D_CLOSURE, "Trade balances")                                                                                                           \
  X(D_BASE, "Base policy")                                                                                                                 \
  X(D_POLICY, "Policy changes start from")                                                                                                 \
  X(D_BASE_SAME, "the base policy")                                                                                                        \
  X(D_TOLERANCE, "Tolerance of the two lists")                                                                                             \
  X(D_VERSION, "Parley version")                                                                                                           \
  X(ACCURACY_HEAD, "Accuracy")                                                                                                             \
  X(D_RESIDUAL, "Largest relative miss of any equation")                                                                                   \
  X(D_WALRAS, "Walras check, share of world value added")                                                                                  \
  X(D_EVALUATIONS, "Evaluations")                                                                                                          \
  X(D_SECONDS, "Time, seconds")                                                                                                            \
  X(D_REASON, "The solver stopped because")                                                                                                \
  X(D_WORST_ITEM, "Largest miss over the items")                                                                                           \
  X(LIMITS_HEAD, "Limits")                                                                                                                 \
  X(LIMIT_HORIZON, "Not known after {1}: the date of the newest source.")                                                                  \
  X(LIMIT_POINT, "Worths are point values at one set of elasticities; they carry no interval here.")                                       \
  X(LIMIT_STATIC, "The model compares two equilibria. It has no path over time, no unemployment and no new firms.")                        \
  X(LIMIT_LINES, "Duties on part of a sector move the sector by their covered share of trade.")                                            \
  X(LIMIT_PARTLY, "What the model does not price (controls, listings, fees, promises) is in no number of this page.")                      \
  X(CREDIT_HEAD, "Data")                                                                                                                   \
  X(CREDIT_RECORD, "Record: {1}.")                                                                                                         \
  X(ALL_COUNTRIES, "all countries")                                                                                                        \
  X(MANY_COUNTRIES, "{1} and {2} more")                                                                                                    \
  X(WHOM_UNKNOWN, "countries not known")                                                                                                   \
  X(OTHER_IN_FORCE, "In force, on others or by others")                                                                                    \
  X(H_WHO, "By, on")                                                                                                                       \
  X(REST_HEAD, "The rest of the record on this date")                                                                                      \
  X(REST_NONE, "There is nothing else in the record.")                                                                                     \
  X(SOURCES_TEXT, "Sources cited on this page, in the order of their first mention. Kind says how near a source is to the act.")           \
  X(NO_SOURCES, "No source is cited.")                                                                                                     \
  X(K_LEGAL, "legal text")                                                                                                                 \
  X(K_OFFICIAL, "official")                                                                                                                \
  X(K_TRACKER, "tracker")                                                                                                                  \
  X(K_PRESS, "press")                                                                                                                      \
  X(NO_ADDRESS, "address not known")                                                                                                       \
  X(SOURCE_N, "Source {1}")                                                                                                                \
  X(DATE_DAY, "{1}" PRL_NBSP "{2}" PRL_NBSP "{3}")                                                                                         \
  X(DATE_MONTH, "{1}" PRL_NBSP "{2}")                                                                                                      \
  X(DATE_ABOUT, "about {1}")                                                                                                               \
  X(DATE_TIME, "{1}, {2}")                                                                                                                 \
  X(UNIT_PERCENT, "%")                                                                                                                     \
  X(MILLION, "USD {1} million")                                                                                                            \
  X(BILLION, "USD {1} billion")                                                                                                            \
  X(M1, "Jan")                                                                                                                             \
  X(M2, "Feb")                                                                                                                             \
  X(M3, "Mar")                                                                                                                             \
  X(M4, "Apr")                                                                                                                             \
  X(M5, "May")                                                                                                                             \
  X(M6, "Jun")                                                                                                                             \
  X(M7, "Jul")                                                                                                                             \
  X(M8, "Aug") X(M9, "Sep") X(M10, "Oct") X(M11, "Nov") X(M12, "Dec") X(I_TARIFF, "duty") X(I_SPECIFIC_DUTY, "specific duty")              \
      X(I_MINIMUM_PRICE, "minimum price") X(I_EXPORT_TAX, "export tax") X(I_QUOTA, "quota") X(I_TARIFF_RATE_QUOTA, "tariff-rate quota")    \
          X(I_LICENCE, "licence") X(I_BAN, "ban") X(I_LISTING, "listing") X(I_FEE, "fee") X(I_SUBSIDY, "subsidy")                          \
              X(I_FRICTION, "friction") X(I_STATUTE, "statute") X(I_PURCHASE, "purchase") X(ST_NOT_YET, "not yet begun")                   \
                  X(ST_ANNOUNCED, "announced") X(ST_IN_FORCE, "in force") X(ST_SUSPENDED, "suspended") X(ST_LAPSED, "lapsed")              \
                      X(ST_WITHDRAWN, "withdrawn") X(ST_STRUCK_DOWN, "struck down") X(ST_PROPOSED, "proposed")                             \
                          X(ST_UNKNOWN, "state not known") X(CL_FIXED, "fixed, in units of world value added")                             \
                              X(CL_ZERO, "zero: changes are measured from a world without imbalances") X(CL_PROPORTIONAL, "proportional")

typedef enum prl_word {
#define PRL_X(name, text) PRL_W_##name,
  PRL_WORD_LIST(PRL_X)
#undef PRL_X
      PRL_WORDS
} prl_word;

/** The catalogue's text. */
const char *prl_word_text(prl_word word);

#endif
