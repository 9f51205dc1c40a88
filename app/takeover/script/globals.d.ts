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

interface BeforeInstallPromptEvent extends Event {
  prompt(): Promise<{ outcome: string }>;
}

interface Window {
  /** What the program is given and sets; see takeover.js and run.go. */
  takeover: { beginning?: boolean; pages(path: string): unknown; rest(): void };
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
