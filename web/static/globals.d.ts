// What scripts find in front of them; the site writes it there. What browsers of
// one kind and the takeover give is in app/takeover/script.

/** The edition that a worker keeps; server/site writes it in front of worker.js. */
declare const EDITION: unknown;
/** Installs an edition: of edition.js, for tuf.js in front of it. */
declare function install(edition: unknown): Promise<void>;
/** What offline.js and signed.js say: content.ScriptWords and content.SignatureWords, and how dates and numbers are written. */
declare const WORDS: {
  /** The path before that of each page in this language, and those in all; only where there are several. */
  pages?: { path: string; languages: string[] };
} & Record<"newTalks" | "newPages" | "changed", Record<string, string>> &
  Record<
    | "locale"
    | "ready"
    | "small"
    | "needs"
    | "unreachable"
    | "checked"
    | "removed"
    | "offline"
    | "reading"
    | "saved"
    | "saving"
    | "nothing"
    | "unable"
    | "insist"
    | "refused"
    | "altered"
    | "none"
    | "good"
    | "expired"
    | "notInstalled"
    | "notKept"
    | "noEd25519"
    | "bySignature"
    | "byRollback"
    | "byAltered"
    | "byUnreadable",
    string
  >;
