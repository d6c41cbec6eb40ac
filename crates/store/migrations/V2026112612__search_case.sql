-- What complaints and remedy cases say, one document each, single characters as tokens; `rowid` is
-- twice the row number, and one more for a remedy case. Derived like the rest of the search.
CREATE VIRTUAL TABLE search_case USING fts5 (
    text, content = '', contentless_delete = 1,
    tokenize = "unicode61 remove_diacritics 0 categories 'L* N* Co So'"
);
