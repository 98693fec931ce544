-- Align writes one id in more than one spelling of case. Ids stay as they came, as hashes cover them; questions compare them so.
create index audit_subject_about on audit_subject (kind, lower(subject_id collate "C"), at, record_id);
drop index audit_subject_seen;
