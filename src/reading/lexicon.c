/* lexicon.c -- which English words carry dates, numbers, offices, speech, meetings and measures?
 *
 * Words as prl_fold writes them: lower case, no periods. Nothing here is about any one country: names come from the dossier. Value: the
 * month, the weekday (0 = Monday), the number, days of a span, the power of ten, the prl_instrument or the prl_measured. */
#include "inside.h"

#define MONTH PRL_LEX_MONTH | PRL_LEX_GLUE
#define SHORT_MONTH PRL_LEX_MONTH | PRL_LEX_ABBREVIATION | PRL_LEX_GLUE
#define WEEKDAY PRL_LEX_WEEKDAY
#define SPOKEN PRL_LEX_SAY | PRL_LEX_GLUE
#define WORD PRL_LEX_FUNCTION
#define TIES PRL_LEX_FUNCTION | PRL_LEX_MONTH_TIES
#define HEAD PRL_LEX_TITLE
#define RANK PRL_LEX_MODIFIER | PRL_LEX_RANK
#define LEVY PRL_LEX_INSTRUMENT | PRL_LEX_DULL
#define PERSONAL PRL_LEX_FUNCTION | PRL_LEX_PRONOUN
#define DULL PRL_LEX_FUNCTION | PRL_LEX_DULL

static const prl_lexeme lexicon[] = {
    {"", 0, 0},
    {"january", MONTH, 1}, {"february", MONTH, 2}, {"march", MONTH | PRL_LEX_AMBIGUOUS, 3}, {"april", MONTH, 4},
    {"may", MONTH | PRL_LEX_AMBIGUOUS | PRL_LEX_FUNCTION, 5}, {"june", MONTH, 6}, {"july", MONTH, 7}, {"august", MONTH, 8},
    {"september", MONTH, 9}, {"october", MONTH, 10}, {"november", MONTH, 11}, {"december", MONTH, 12},
    {"jan", SHORT_MONTH, 1}, {"feb", SHORT_MONTH, 2}, {"mar", SHORT_MONTH | PRL_LEX_AMBIGUOUS, 3}, {"apr", SHORT_MONTH, 4},
    {"jun", SHORT_MONTH, 6}, {"jul", SHORT_MONTH, 7}, {"aug", SHORT_MONTH, 8}, {"sep", SHORT_MONTH, 9}, {"sept", SHORT_MONTH, 9},
    {"oct", SHORT_MONTH, 10}, {"nov", SHORT_MONTH, 11}, {"dec", SHORT_MONTH, 12},
    {"monday", WEEKDAY, 0}, {"tuesday", WEEKDAY, 1}, {"wednesday", WEEKDAY, 2}, {"thursday", WEEKDAY, 3}, {"friday", WEEKDAY, 4},
    {"saturday", WEEKDAY, 5}, {"sunday", WEEKDAY, 6},
    {"a", WORD | PRL_LEX_NUMBER, 1}, {"an", WORD | PRL_LEX_NUMBER, 1}, {"one", WORD | PRL_LEX_NUMBER, 1},
    {"two", WORD | PRL_LEX_NUMBER, 2}, {"three", WORD | PRL_LEX_NUMBER, 3}, {"four", WORD | PRL_LEX_NUMBER, 4},
    {"five", WORD | PRL_LEX_NUMBER, 5}, {"six", WORD | PRL_LEX_NUMBER, 6}, {"seven", WORD | PRL_LEX_NUMBER, 7},
    {"eight", WORD | PRL_LEX_NUMBER, 8}, {"nine", WORD | PRL_LEX_NUMBER, 9}, {"ten", WORD | PRL_LEX_NUMBER, 10},
    {"eleven", WORD | PRL_LEX_NUMBER, 11}, {"twelve", WORD | PRL_LEX_NUMBER, 12}, {"twenty", WORD | PRL_LEX_NUMBER, 20},
    {"thirty", WORD | PRL_LEX_NUMBER, 30}, {"dozen", WORD | PRL_LEX_NUMBER, 12},
    {"day", PRL_LEX_SPAN, 1}, {"days", PRL_LEX_SPAN, 1}, {"week", PRL_LEX_SPAN, 7}, {"weeks", PRL_LEX_SPAN, 7},
    {"month", PRL_LEX_SPAN, 30}, {"months", PRL_LEX_SPAN, 30}, {"year", PRL_LEX_SPAN, 365}, {"years", PRL_LEX_SPAN, 365},

    {"said", SPOKEN, 0}, {"says", SPOKEN, 0}, {"say", PRL_LEX_SAY, 0}, {"saying", PRL_LEX_SAY, 0}, {"told", SPOKEN, 0},
    {"posted", SPOKEN, 0}, {"wrote", SPOKEN, 0}, {"tweeted", SPOKEN, 0},
    {"stated", SPOKEN, 0}, {"reported", SPOKEN, 0}, {"insisted", SPOKEN, 0}, {"noted", SPOKEN, 0}, {"warned", SPOKEN, 0},
    {"argued", SPOKEN, 0}, {"claimed", SPOKEN, 0}, {"declared", SPOKEN, 0}, {"remarked", SPOKEN, 0}, {"replied", SPOKEN, 0},
    {"stressed", SPOKEN, 0}, {"emphasized", SPOKEN, 0}, {"emphasised", SPOKEN, 0}, {"explained", SPOKEN, 0}, {"testified", SPOKEN, 0},
    {"commented", SPOKEN, 0}, {"quipped", SPOKEN, 0}, {"urged", SPOKEN, 0}, {"vowed", SPOKEN, 0}, {"pledged", SPOKEN, 0},
    {"tells", SPOKEN, 0}, {"confirmed", SPOKEN, 0}, {"denied", SPOKEN, 0}, {"responded", SPOKEN, 0}, {"asked", SPOKEN, 0},
    {"asserted", SPOKEN, 0}, {"observed", SPOKEN, 0},

    {"president", HEAD, 0}, {"presidents", HEAD, 0}, {"premier", HEAD, 0}, {"premiers", HEAD, 0}, {"minister", HEAD, 0},
    {"ministers", HEAD, 0}, {"secretary", HEAD, 0}, {"secretaries", HEAD, 0}, {"representative", HEAD, 0}, {"representatives", HEAD, 0},
    {"ambassador", HEAD, 0}, {"chancellor", HEAD, 0}, {"speaker", HEAD, 0}, {"senator", HEAD, 0}, {"sen", HEAD | PRL_LEX_ABBREVIATION, 0},
    {"governor", HEAD, 0}, {"gov", HEAD | PRL_LEX_ABBREVIATION, 0}, {"chairman", HEAD, 0}, {"chairwoman", HEAD, 0}, {"chair", HEAD, 0},
    {"commissioner", HEAD, 0}, {"envoy", HEAD, 0}, {"spokesperson", HEAD, 0}, {"spokesman", HEAD, 0}, {"spokeswoman", HEAD, 0},
    {"director", HEAD, 0}, {"adviser", HEAD, 0}, {"advisor", HEAD, 0}, {"negotiator", HEAD, 0}, {"leader", HEAD, 0}, {"king", HEAD, 0},
    {"mayor", HEAD, 0}, {"congressman", HEAD, 0}, {"congresswoman", HEAD, 0}, {"rep", HEAD | PRL_LEX_ABBREVIATION, 0},
    {"economist", HEAD, 0}, {"counsel", HEAD, 0}, {"undersecretary", HEAD, 0}, {"counselor", HEAD, 0}, {"councillor", HEAD, 0},
    {"ceo", HEAD, 0}, {"taoiseach", HEAD, 0}, {"czar", HEAD, 0},
    {"vice", RANK, 0}, {"deputy", RANK, 0}, {"under", RANK | PRL_LEX_FUNCTION, 0}, {"assistant", RANK, 0}, {"prime", RANK, 0},
    {"acting", PRL_LEX_MODIFIER, 0}, {"chief", PRL_LEX_MODIFIER, 0}, {"treasury", PRL_LEX_MODIFIER, 0}, {"commerce", PRL_LEX_MODIFIER, 0},
    {"trade", PRL_LEX_MODIFIER | PRL_LEX_DULL, 0}, {"foreign", PRL_LEX_MODIFIER, 0}, {"finance", PRL_LEX_MODIFIER, 0},
    {"defense", PRL_LEX_MODIFIER, 0}, {"defence", PRL_LEX_MODIFIER, 0}, {"state", PRL_LEX_MODIFIER, 0}, {"agriculture", PRL_LEX_MODIFIER, 0},
    {"house", PRL_LEX_MODIFIER, 0}, {"senate", PRL_LEX_MODIFIER, 0}, {"general", PRL_LEX_MODIFIER, 0}, {"party", PRL_LEX_MODIFIER, 0},
    {"economy", PRL_LEX_MODIFIER, 0}, {"energy", PRL_LEX_MODIFIER, 0}, {"interior", PRL_LEX_MODIFIER, 0}, {"security", PRL_LEX_MODIFIER, 0},
    {"press", PRL_LEX_MODIFIER, 0}, {"special", PRL_LEX_MODIFIER, 0}, {"executive", PRL_LEX_MODIFIER, 0}, {"international", PRL_LEX_MODIFIER, 0},
    {"industry", PRL_LEX_MODIFIER, 0}, {"top", PRL_LEX_MODIFIER, 0}, {"senior", PRL_LEX_MODIFIER, 0}, {"national", PRL_LEX_MODIFIER, 0},
    {"ministry", PRL_LEX_MODIFIER, 0}, {"managing", PRL_LEX_MODIFIER, 0}, {"economic", PRL_LEX_MODIFIER, 0},
    {"former", PRL_LEX_FORMER, 0}, {"then", PRL_LEX_FORMER | PRL_LEX_FUNCTION, 0}, {"ex", PRL_LEX_FORMER, 0}, {"late", PRL_LEX_FORMER | TIES, 0},
    {"outgoing", PRL_LEX_FORMER, 0}, {"incoming", PRL_LEX_FORMER, 0}, {"ousted", PRL_LEX_FORMER, 0},

    {"i", PERSONAL, 0}, {"he", PERSONAL, 0}, {"she", PERSONAL, 0}, {"they", PERSONAL, 0}, {"we", PERSONAL, 0}, {"it", PERSONAL, 0},
    {"his", WORD, 0}, {"her", WORD, 0}, {"their", WORD, 0}, {"its", WORD, 0}, {"our", WORD, 0}, {"you", WORD, 0}, {"my", WORD, 0},
    {"him", WORD, 0}, {"them", WORD, 0}, {"who", WORD, 0}, {"the", DULL, 0}, {"this", TIES, 0}, {"that", WORD, 0}, {"these", WORD, 0},
    {"those", WORD, 0}, {"and", DULL | PRL_LEX_GLUE, 0}, {"or", DULL, 0}, {"but", WORD, 0}, {"of", TIES | PRL_LEX_DULL, 0},
    {"in", TIES | PRL_LEX_DULL, 0}, {"on", DULL, 0}, {"at", DULL, 0}, {"by", TIES | PRL_LEX_GLUE | PRL_LEX_DULL, 0},
    {"to", TIES | PRL_LEX_DULL, 0}, {"for", TIES | PRL_LEX_DULL, 0}, {"with", DULL | PRL_LEX_GLUE, 0}, {"as", DULL, 0}, {"if", WORD, 0},
    {"from", TIES | PRL_LEX_STARTS | PRL_LEX_DULL, 0}, {"since", TIES | PRL_LEX_STARTS, 0}, {"until", TIES, 0}, {"till", TIES, 0},
    {"during", TIES, 0}, {"between", TIES, 0}, {"through", TIES, 0}, {"before", TIES, 0}, {"after", TIES, 0}, {"early", TIES, 0},
    {"mid", TIES, 0}, {"last", TIES, 0}, {"next", TIES | PRL_LEX_FUTURE, 0}, {"previous", TIES, 0}, {"past", TIES, 0},
    {"not", WORD, 0}, {"no", WORD, 0}, {"what", WORD, 0}, {"when", WORD, 0}, {"where", WORD, 0}, {"while", WORD, 0},
    {"however", WORD, 0}, {"also", WORD, 0}, {"both", WORD, 0}, {"some", WORD, 0}, {"many", WORD, 0}, {"still", WORD, 0},
    {"is", WORD, 0}, {"was", WORD, 0}, {"are", WORD, 0}, {"were", WORD, 0}, {"has", WORD, 0}, {"have", WORD, 0}, {"had", WORD, 0},
    {"be", WORD, 0}, {"been", WORD, 0}, {"there", WORD, 0}, {"here", WORD, 0}, {"so", WORD, 0}, {"such", WORD, 0}, {"all", DULL, 0},
    {"later", WORD, 0}, {"earlier", WORD, 0}, {"meanwhile", WORD, 0}, {"today", WORD, 0}, {"tomorrow", WORD, 0}, {"yesterday", WORD, 0},
    {"over", DULL, 0}, {"about", DULL, 0}, {"more", WORD, 0}, {"most", WORD, 0}, {"other", DULL, 0},
    {"against", WORD, 0}, {"among", WORD, 0}, {"because", WORD, 0}, {"although", WORD, 0}, {"despite", WORD, 0}, {"following", WORD, 0},
    {"according", WORD, 0}, {"can", WORD, 0}, {"could", WORD, 0}, {"would", WORD, 0}, {"do", WORD, 0}, {"did", WORD, 0},
    {"long", WORD, 0}, {"will", WORD | PRL_LEX_FUTURE, 0}, {"shall", WORD | PRL_LEX_FUTURE, 0}, {"ahead", PRL_LEX_FUTURE, 0},
    {"due", PRL_LEX_FUTURE, 0}, {"expected", PRL_LEX_FUTURE, 0}, {"scheduled", PRL_LEX_FUTURE, 0}, {"plans", PRL_LEX_FUTURE, 0},
    {"planned", PRL_LEX_FUTURE, 0}, {"set", PRL_LEX_FUTURE, 0}, {"upcoming", PRL_LEX_FUTURE, 0}, {"expires", PRL_LEX_FUTURE, 0},
    {"expire", PRL_LEX_FUTURE, 0}, {"mr", PRL_LEX_ABBREVIATION | PRL_LEX_TITLE, 1}, {"mrs", PRL_LEX_ABBREVIATION | PRL_LEX_TITLE, 1},
    {"ms", PRL_LEX_ABBREVIATION | PRL_LEX_TITLE, 1}, {"dr", PRL_LEX_ABBREVIATION | PRL_LEX_TITLE, 1},
    {"st", PRL_LEX_ABBREVIATION, 0}, {"inc", PRL_LEX_ABBREVIATION, 0}, {"corp", PRL_LEX_ABBREVIATION, 0}, {"ltd", PRL_LEX_ABBREVIATION, 0},
    {"co", PRL_LEX_ABBREVIATION, 0}, {"vs", PRL_LEX_ABBREVIATION, 0}, {"approx", PRL_LEX_ABBREVIATION, 0},
    {"prof", PRL_LEX_ABBREVIATION | PRL_LEX_TITLE, 1}, {"jr", PRL_LEX_ABBREVIATION, 0},

    {"call", PRL_LEX_CALL | PRL_LEX_NOUN, 0}, {"calls", PRL_LEX_CALL | PRL_LEX_NOUN, 0}, {"called", PRL_LEX_CALL | PRL_LEX_GLUE, 0},
    {"phoned", PRL_LEX_CALL | PRL_LEX_GLUE, 0}, {"spoke", PRL_LEX_CALL | PRL_LEX_GLUE, 1}, {"speak", PRL_LEX_CALL, 1},
    {"spoken", PRL_LEX_CALL, 1}, {"videoconference", PRL_LEX_CALL | PRL_LEX_NOUN, 0}, {"teleconference", PRL_LEX_CALL | PRL_LEX_NOUN, 0},
    {"met", PRL_LEX_MEET | PRL_LEX_GLUE, 0}, {"meet", PRL_LEX_MEET, 0}, {"meets", PRL_LEX_MEET | PRL_LEX_GLUE, 0},
    {"meeting", PRL_LEX_MEET | PRL_LEX_NOUN, 0}, {"meetings", PRL_LEX_MEET | PRL_LEX_NOUN, 0}, {"talks", PRL_LEX_MEET | PRL_LEX_NOUN, 0},
    {"summit", PRL_LEX_MEET | PRL_LEX_NOUN, 0}, {"convened", PRL_LEX_MEET, 0}, {"visit", PRL_LEX_MEET | PRL_LEX_NOUN, 0},
    {"visited", PRL_LEX_MEET | PRL_LEX_GLUE, 0}, {"visits", PRL_LEX_MEET | PRL_LEX_NOUN, 0}, {"negotiations", PRL_LEX_MEET | PRL_LEX_NOUN, 0},
    {"round", PRL_LEX_MEET | PRL_LEX_NOUN, 0}, {"hosted", PRL_LEX_MEET | PRL_LEX_GLUE, 0}, {"phone", PRL_LEX_GLUE, 0},
    {"struck", PRL_LEX_MEET, 2}, {"reached", PRL_LEX_MEET, 2}, {"signed", PRL_LEX_MEET, 2},
    {"consultations", PRL_LEX_MEET | PRL_LEX_NOUN, 0}, {"gathered", PRL_LEX_MEET, 0},

    {"tariff", LEVY, PRL_TARIFF}, {"tariffs", LEVY, PRL_TARIFF}, {"duty", LEVY, PRL_TARIFF}, {"duties", LEVY, PRL_TARIFF},
    {"levy", LEVY, PRL_TARIFF}, {"levies", LEVY, PRL_TARIFF}, {"surcharge", LEVY, PRL_TARIFF}, {"tax", LEVY, PRL_EXPORT_TAX},
    {"taxes", LEVY, PRL_EXPORT_TAX}, {"fee", LEVY, PRL_FEE}, {"fees", LEVY, PRL_FEE}, {"quota", LEVY, PRL_QUOTA}, {"quotas", LEVY, PRL_QUOTA},
    {"licence", LEVY, PRL_LICENCE}, {"licences", LEVY, PRL_LICENCE}, {"license", LEVY, PRL_LICENCE}, {"licenses", LEVY, PRL_LICENCE},
    {"licensing", LEVY, PRL_LICENCE}, {"controls", LEVY, PRL_LICENCE}, {"curbs", LEVY, PRL_LICENCE}, {"restrictions", LEVY, PRL_LICENCE},
    {"ban", LEVY, PRL_BAN}, {"bans", LEVY, PRL_BAN}, {"embargo", LEVY, PRL_BAN}, {"blacklist", LEVY, PRL_LISTING},
    {"blacklists", LEVY, PRL_LISTING}, {"list", LEVY, PRL_LISTING}, {"sanctions", LEVY, PRL_LISTING}, {"subsidy", LEVY, PRL_SUBSIDY},
    {"subsidies", LEVY, PRL_SUBSIDY}, {"payment", LEVY, PRL_EXPORT_TAX}, {"revenue", LEVY, PRL_EXPORT_TAX},
    {"suspended", PRL_LEX_ACTION, 0}, {"suspend", PRL_LEX_ACTION, 0}, {"suspends", PRL_LEX_ACTION, 0}, {"paused", PRL_LEX_ACTION, 0},
    {"pause", PRL_LEX_ACTION, 0}, {"removed", PRL_LEX_ACTION, 0}, {"remove", PRL_LEX_ACTION, 0}, {"removes", PRL_LEX_ACTION, 0},
    {"lifted", PRL_LEX_ACTION, 0}, {"lift", PRL_LEX_ACTION, 0}, {"imposed", PRL_LEX_ACTION, 0}, {"impose", PRL_LEX_ACTION, 0},
    {"imposes", PRL_LEX_ACTION, 0}, {"raised", PRL_LEX_ACTION, 0}, {"raise", PRL_LEX_ACTION, 0}, {"hiked", PRL_LEX_ACTION, 0},
    {"cut", PRL_LEX_ACTION, 0}, {"cuts", PRL_LEX_ACTION, 0}, {"lowered", PRL_LEX_ACTION, 0}, {"reduced", PRL_LEX_ACTION, 0},
    {"reduce", PRL_LEX_ACTION, 0}, {"halved", PRL_LEX_ACTION, 0}, {"doubled", PRL_LEX_ACTION, 0}, {"extended", PRL_LEX_ACTION, 0},
    {"extend", PRL_LEX_ACTION, 0}, {"rolled", PRL_LEX_ACTION, 0}, {"delayed", PRL_LEX_ACTION, 0}, {"postponed", PRL_LEX_ACTION, 0},
    {"added", SPOKEN | PRL_LEX_ACTION, 0}, {"placed", PRL_LEX_ACTION, 0}, {"exempted", PRL_LEX_ACTION, 0},
    {"approved", PRL_LEX_ACTION, 0}, {"blocked", PRL_LEX_ACTION, 0}, {"tightened", PRL_LEX_ACTION, 0}, {"eased", PRL_LEX_ACTION, 0},
    {"threatened", PRL_LEX_ACTION, 0}, {"reinstated", PRL_LEX_ACTION, 0}, {"reimposed", PRL_LEX_ACTION, 0}, {"ended", PRL_LEX_ACTION, 0},
    {"announced", SPOKEN | PRL_LEX_ACTION, 0}, {"granted", PRL_LEX_ACTION, 0}, {"withdrew", PRL_LEX_ACTION, 0},
    {"effective", PRL_LEX_STARTS, 0}, {"effect", PRL_LEX_STARTS, 0}, {"starting", PRL_LEX_STARTS, 0}, {"beginning", PRL_LEX_STARTS, 0},

    {"hundred", PRL_LEX_SCALE, 2}, {"thousand", PRL_LEX_SCALE, 3}, {"million", PRL_LEX_SCALE, 6}, {"billion", PRL_LEX_SCALE, 9},
    {"trillion", PRL_LEX_SCALE, 12}, {"bn", PRL_LEX_SCALE, 9}, {"mn", PRL_LEX_SCALE, 6}, {"mln", PRL_LEX_SCALE, 6}, {"bln", PRL_LEX_SCALE, 9},
    {"m", PRL_LEX_SCALE, 6}, {"b", PRL_LEX_SCALE, 9},
    {"ton", PRL_LEX_UNIT, PRL_MASS}, {"tons", PRL_LEX_UNIT, PRL_MASS}, {"tonne", PRL_LEX_UNIT, PRL_MASS}, {"tonnes", PRL_LEX_UNIT, PRL_MASS},
    {"mmt", PRL_LEX_UNIT, PRL_MASS}, {"mt", PRL_LEX_UNIT, PRL_MASS}, {"aircraft", PRL_LEX_UNIT, PRL_AIRCRAFT},
    {"planes", PRL_LEX_UNIT, PRL_AIRCRAFT}, {"jets", PRL_LEX_UNIT, PRL_AIRCRAFT}, {"airplanes", PRL_LEX_UNIT, PRL_AIRCRAFT},
    {"airliners", PRL_LEX_UNIT, PRL_AIRCRAFT}, {"companies", PRL_LEX_UNIT, PRL_FIRMS}, {"firms", PRL_LEX_UNIT, PRL_FIRMS},
    {"entities", PRL_LEX_UNIT, PRL_FIRMS}, {"dollars", PRL_LEX_UNIT, PRL_MONEY}, {"barrels", PRL_LEX_UNIT, PRL_BARRELS},
};

const prl_lexeme *prl_lexicon(int32_t *count) {
  *count = PRL_COUNT(lexicon);
  return lexicon;
}

prl_map *prl_lexicon_map(void) {
  prl_map *map = prl_map_new(2 * PRL_COUNT(lexicon));
  for (int32_t k = 1; map && k < PRL_COUNT(lexicon); k++) {
    if (prl_map_add(map, lexicon[k].word, k) < 0) {
      prl_map_free(map);
      return NULL;
    }
  }
  return map;
}
