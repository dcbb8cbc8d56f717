/** A platform's own deliveries over HTTP, as the server hands them on: any number of processes may serve the same path. */
export interface PlatformHook {
  /** Absolute path under which it is served, such as `/hooks/telegram`. */
  readonly path: string;
  /** Larger bodies are refused with 413, bytes. */
  readonly maxBodyBytes: number;
  /** Never rejects: what goes wrong is a status. */
  receive(delivery: HookDelivery): Promise<HookAnswer>;
}

export interface HookDelivery {
  /** A header by its name in lower case; undefined when it is not there, or there twice. */
  header(name: string): string | undefined;
  /** As it came: signatures are over these bytes. */
  readonly body: Buffer;
}

export interface HookAnswer {
  readonly status: number;
  /** Sent as JSON; absent for an empty answer. */
  readonly json?: object;
  /** Told once whether the answer left this machine. */
  readonly onSent?: (arrived: boolean) => void;
}
