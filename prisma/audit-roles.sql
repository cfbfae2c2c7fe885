-- Three sets of rights, for login roles of your own to be members of: npm run audit:roles, as a role that owns the
-- tables and may create roles. Safe to run again.
--   latchkey_migrator  owns the tables: migrates, and nothing else
--   latchkey_app       the console: reads and writes records, adds to the audit, can change nothing in it
--   latchkey_auditor   reads what proves the audit: enough for npm run audit:verify
DO $$
DECLARE
  name text;
  thing record;
BEGIN
  FOREACH name IN ARRAY ARRAY['latchkey_migrator', 'latchkey_app', 'latchkey_auditor'] LOOP
    BEGIN
      IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN EXECUTE format('CREATE ROLE %I NOLOGIN', name); END IF;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; -- another session was faster
    END;
  END LOOP;
  EXECUTE format('GRANT latchkey_migrator TO %I', current_user);
  GRANT USAGE, CREATE ON SCHEMA public TO latchkey_migrator;
  FOR thing IN
    SELECT format('ALTER %s public.%I OWNER TO latchkey_migrator', CASE relkind WHEN 'v' THEN 'VIEW' ELSE 'TABLE' END, relname) AS change
      FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v')
    UNION ALL
    SELECT format('ALTER TYPE public.%I OWNER TO latchkey_migrator', typname) FROM pg_type WHERE typnamespace = 'public'::regnamespace AND typtype = 'e'
    UNION ALL
    SELECT format('ALTER FUNCTION %s OWNER TO latchkey_migrator', p.oid::regprocedure) FROM pg_proc p
     WHERE pronamespace = 'public'::regnamespace AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
  LOOP
    EXECUTE thing.change;
  END LOOP;
END
$$;

REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO latchkey_app, latchkey_auditor;

GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO latchkey_app;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO latchkey_app;
GRANT EXECUTE ON FUNCTION ensure_event_months(timestamptz[]), drop_event_months(timestamptz) TO latchkey_app;
ALTER DEFAULT PRIVILEGES FOR ROLE latchkey_migrator IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO latchkey_app;
ALTER DEFAULT PRIVILEGES FOR ROLE latchkey_migrator IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO latchkey_app;

-- The head moves by the trigger of an entry, which runs with the rights of its owner.
REVOKE ALL ON audit_entry, audit_head, audit_anchor, _prisma_migrations FROM latchkey_app;
GRANT SELECT, INSERT ON audit_entry, audit_anchor TO latchkey_app;
GRANT SELECT ON audit_head, _prisma_migrations TO latchkey_app;

GRANT SELECT ON audit_entry, audit_head, audit_anchor TO latchkey_auditor;
