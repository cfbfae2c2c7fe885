-- A recovery keeps the facts that it was carried out on, without saying that the verdict was right.
ALTER TABLE verdict DROP CONSTRAINT verdict_decision;
ALTER TABLE verdict ADD CONSTRAINT verdict_decision CHECK (decision IN ('confirmed', 'corrected', 'acted'));
