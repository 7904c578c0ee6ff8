-- The store: what a person queries first, what proves it after. Money is in 元, everything else in pieces.
-- A NULL in a number column is a cell that holds no number; `cells` says whether it is blank, "/" or not printed.

CREATE TABLE meta (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

CREATE TABLE reports (                -- one row a report
  id          INTEGER PRIMARY KEY,    -- report_id in the other tables
  report      TEXT NOT NULL UNIQUE,   -- 北京市大兴区应急管理局-2020
  agency      TEXT NOT NULL,          -- who reports
  second_name TEXT NOT NULL,          -- the agency's other name, '' for most
  year        INTEGER NOT NULL,       -- the year reported on
  edition     TEXT NOT NULL,          -- '2019', '2021' or '' (no table found)
  province    TEXT NOT NULL,
  city        TEXT NOT NULL,
  county      TEXT NOT NULL,
  level       TEXT NOT NULL,          -- 国家 省 市 县 乡镇 街道 部门
  title       TEXT NOT NULL,
  file        TEXT NOT NULL,          -- path below the folder that was indexed
  root        TEXT NOT NULL,          -- that folder
  pages       TEXT NOT NULL,          -- JSON: where each page begins in documents.text; [] where the format has none
  sha256      TEXT NOT NULL,
  figures     TEXT NOT NULL,          -- digest of its cells by state and value, '' where it prints no number
  UNIQUE (agency, year)
) STRICT;

CREATE TABLE other_files (            -- files of a report that is kept from another file
  root      TEXT NOT NULL,
  file      TEXT NOT NULL,
  sha256    TEXT NOT NULL,
  agency    TEXT NOT NULL,
  year      INTEGER NOT NULL,
  figures   TEXT NOT NULL,            -- as in reports
  differing INTEGER NOT NULL,         -- cells that differ from the kept file
  cells     BLOB NOT NULL,            -- its cells: JSON, zlib
  PRIMARY KEY (root, file)
) STRICT;

CREATE TABLE skipped_files (          -- files that were read and refused; not read again while they stay the same
  root   TEXT NOT NULL,
  file   TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (root, file)
) STRICT;

CREATE TABLE applications (           -- 三、收到和处理政府信息公开申请情况
  report_id      INTEGER NOT NULL REFERENCES reports(id) ON DELETE CASCADE,
  agency         TEXT NOT NULL,
  year           INTEGER NOT NULL,
  province       TEXT NOT NULL,
  city           TEXT NOT NULL,
  county         TEXT NOT NULL,
  level          TEXT NOT NULL,
  row            TEXT NOT NULL,       -- received, granted, refused_state_secret, …
  label          TEXT NOT NULL,       -- 本年新收政府信息公开申请数量
  natural_person INTEGER,
  company        INTEGER,
  research       INTEGER,
  social_org     INTEGER,
  legal_service  INTEGER,
  other_org      INTEGER,
  total          INTEGER,
  PRIMARY KEY (report_id, row)
) STRICT, WITHOUT ROWID;

CREATE TABLE disclosure (             -- 二、主动公开政府信息情况
  report_id    INTEGER NOT NULL REFERENCES reports(id) ON DELETE CASCADE,
  agency       TEXT NOT NULL,
  year         INTEGER NOT NULL,
  province     TEXT NOT NULL,
  city         TEXT NOT NULL,
  county       TEXT NOT NULL,
  level        TEXT NOT NULL,
  row          TEXT NOT NULL,         -- normative_documents, licensing, other_services/行政检查, …
  label        TEXT NOT NULL,
  made         INTEGER,               -- edition 2019
  published    INTEGER,
  public_total INTEGER,
  prior_items  INTEGER,
  change       INTEGER,
  decisions    INTEGER,               -- both editions
  items        INTEGER,
  amount       REAL,                  -- 元
  issued       INTEGER,               -- edition 2021
  repealed     INTEGER,
  in_force     INTEGER,
  PRIMARY KEY (report_id, row)
) STRICT, WITHOUT ROWID;

CREATE TABLE disputes (               -- 四、政府信息公开行政复议、行政诉讼情况
  report_id INTEGER NOT NULL REFERENCES reports(id) ON DELETE CASCADE,
  agency    TEXT NOT NULL,
  year      INTEGER NOT NULL,
  province  TEXT NOT NULL,
  city      TEXT NOT NULL,
  county    TEXT NOT NULL,
  level     TEXT NOT NULL,
  row       TEXT NOT NULL,            -- review, litigation_direct, litigation_after_review
  label     TEXT NOT NULL,
  upheld    INTEGER,
  corrected INTEGER,
  other     INTEGER,
  pending   INTEGER,
  total     INTEGER,
  PRIMARY KEY (report_id, row)
) STRICT, WITHOUT ROWID;

CREATE TABLE cells (                  -- every cell of the form, as printed and where
  report_id    INTEGER NOT NULL REFERENCES reports(id) ON DELETE CASCADE,
  table_name   TEXT NOT NULL,         -- applications, disclosure, disputes
  row          TEXT NOT NULL,
  column_name  TEXT NOT NULL,
  state        TEXT NOT NULL CHECK (state IN ('number', 'blank', 'na', 'text', 'missing')),  -- na: /, -, 无
  value        REAL,                  -- in 元 or pieces; NULL unless state is 'number'
  raw          TEXT NOT NULL,         -- as printed
  unit         TEXT,
  start_offset INTEGER,               -- characters of documents.text; NULL when the cell is not printed
  end_offset   INTEGER,
  PRIMARY KEY (report_id, table_name, row, column_name)
) STRICT, WITHOUT ROWID;

CREATE TABLE problems (               -- what does not add up in a report
  id        INTEGER PRIMARY KEY,
  report_id INTEGER NOT NULL REFERENCES reports(id) ON DELETE CASCADE,
  kind      TEXT NOT NULL,
  message   TEXT NOT NULL,
  message_en TEXT NOT NULL,           -- rows and columns of the form by their codes: `received`
  cells     TEXT NOT NULL             -- JSON: [["applications", "received", "total"], …]
) STRICT;

CREATE TABLE sections (               -- the parts of a report
  report_id    INTEGER NOT NULL REFERENCES reports(id) ON DELETE CASCADE,
  part         TEXT NOT NULL,         -- 一 … 六, '' before the first heading
  title        TEXT NOT NULL,
  start_offset INTEGER NOT NULL,
  body_offset  INTEGER NOT NULL,
  end_offset   INTEGER NOT NULL,
  PRIMARY KEY (report_id, start_offset)
) STRICT, WITHOUT ROWID;

CREATE TABLE passages (               -- its text, in pieces that can be quoted
  id           INTEGER PRIMARY KEY AUTOINCREMENT,  -- never reused: also the vector's id in the FAISS index
  report_id    INTEGER NOT NULL REFERENCES reports(id) ON DELETE CASCADE,
  agency       TEXT NOT NULL,
  year         INTEGER NOT NULL,
  part         TEXT NOT NULL,
  heading      TEXT NOT NULL,
  text         TEXT NOT NULL,
  start_offset INTEGER NOT NULL,
  end_offset   INTEGER NOT NULL
) STRICT;

CREATE TABLE documents (
  report_id INTEGER PRIMARY KEY REFERENCES reports(id) ON DELETE CASCADE,
  text      TEXT NOT NULL             -- the text the reader made of the file; all offsets count its characters
) STRICT;

CREATE TABLE agency_terms (           -- the words an agency is called by: places, offices, in Chinese and English
  term   TEXT NOT NULL,
  role   TEXT NOT NULL CHECK (role IN ('name', 'place', 'seat', 'office')),
  agency TEXT NOT NULL,
  PRIMARY KEY (term, role, agency)
) STRICT, WITHOUT ROWID;

-- Full text over character 1- and 2-grams: the words of Chinese have no spaces, and most have two characters.
CREATE VIRTUAL TABLE passage_words USING fts5(words, content='', detail=none);
CREATE VIRTUAL TABLE passage_vocabulary USING fts5vocab(passage_words, row);

CREATE INDEX reports_year ON reports (year, agency, level, province, city, county, edition);
-- One row of every report, by its figures alone: what is asked over all reports reads these and not the tables.
CREATE INDEX applications_row ON applications
  (row, report_id, total, natural_person, company, research, social_org, legal_service, other_org, year);
CREATE INDEX disclosure_row ON disclosure
  (row, report_id, decisions, items, amount, made, published, public_total, prior_items, change, issued, repealed, in_force, year);
CREATE INDEX disputes_row ON disputes (row, report_id, total, upheld, corrected, other, pending, year);
CREATE INDEX passages_report ON passages (report_id, part);
CREATE INDEX problems_report ON problems (report_id);
