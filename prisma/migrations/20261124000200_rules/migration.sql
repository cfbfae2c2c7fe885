-- What the schema language cannot say.

-- Ticket numbers start where nobody takes them for a count.
ALTER SEQUENCE ticket_number_seq RESTART WITH 1001;

-- The audit is append-only, for the application too.
CREATE FUNCTION audit_entry_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'audit_entry is append-only' USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER audit_entry_no_change BEFORE UPDATE OR DELETE ON audit_entry
  FOR EACH ROW EXECUTE FUNCTION audit_entry_is_append_only();
CREATE TRIGGER audit_entry_no_truncate BEFORE TRUNCATE ON audit_entry
  FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_is_append_only();

-- A block is for an account or for an address, never both.
ALTER TABLE rate_limit_block ADD CONSTRAINT rate_limit_block_subject
  CHECK ((kind = 'account') = (account_id IS NOT NULL) AND (kind = 'account') = (address IS NULL));
ALTER TABLE change ADD CONSTRAINT change_relevance CHECK (relevance BETWEEN 0 AND 100);
ALTER TABLE config_value ADD CONSTRAINT config_value_or_fingerprint CHECK (value IS NULL OR fingerprint IS NULL);
ALTER TABLE ticket ADD CONSTRAINT ticket_confidence CHECK (confidence IS NULL OR confidence BETWEEN 0 AND 1);
ALTER TABLE verdict ADD CONSTRAINT verdict_decision CHECK (decision IN ('confirmed', 'corrected'));
ALTER TABLE ticket_change ADD CONSTRAINT ticket_change_state CHECK (state IN ('suspect', 'cleared'));

-- The outbox is read by what is due.
CREATE INDEX outbox_message_due ON outbox_message (next_try_at) WHERE sent_at IS NULL;
