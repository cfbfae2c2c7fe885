-- Fuzzy search over names and addresses.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
