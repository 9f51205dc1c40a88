// What scripts find on the window and TypeScript does not know: set by the
// runtime of Go, by go-app, by our own scripts, or by browsers of one kind.

/** The runtime that starts the program: wasm_exec.js of the Go distribution. */
declare class Go {
  importObject: WebAssembly.Imports;
  exit: (code: number) => void;
  run(instance: WebAssembly.Instance): Promise<void>;
  _scheduledTimeouts: Map<number, number>;
  _resume: () => void;
}

/** Shows the page at an address: go-app's navigation. */
declare function goappNav(address: string): void;

/** The edition that a worker keeps; server/site writes it in front of worker.js. */
declare const EDITION: unknown;
/** Installs an edition: of worker.js, for tuf.js in front of it. */
declare function install(edition: unknown): Promise<void>;
/** What offline.js and signed.js say: content.ScriptWords and content.SignatureWords, and how dates and numbers are written. */
declare const WORDS: Record<"newTalks" | "newPages" | "changed", Record<string, string>> &
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
    | "noEd25519"
    | "bySignature"
    | "byRollback"
    | "byAltered"
    | "byUnreadable",
    string
  >;

interface BeforeInstallPromptEvent extends Event {
  prompt(): Promise<{ outcome: string }>;
}

interface Window {
  /** What the program is given and sets; see takeover.js and app/main.go. */
  takeover: { beginning?: boolean; rest(): void };
  installPrompt?: BeforeInstallPromptEvent;
  trustedTypes?: {
    createPolicy(
      name: string,
      rules: { createScriptURL: (address: string) => string },
    ): { createScriptURL: (address: string) => unknown };
  };
}

interface WindowEventMap {
  beforeinstallprompt: BeforeInstallPromptEvent;
}

interface Navigator {
  connection?: { saveData: boolean; effectiveType: string };
}
