// What edition.js has for worker.js, which the site writes behind it in one file.

declare const BASE: string;
declare const PREFIX: string;
declare const RECORD: string;
declare const TROUBLE: string;
declare function described(response: Response): Headers;
declare function ours(): Promise<string[]>;
