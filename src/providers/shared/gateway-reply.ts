import type { IncomingHttpHeaders } from 'node:http';
import type { WholeReply } from './whole-reply.ts';

/** A gateway's answer. What only some readers want is made when it is asked for: most answers say "not yet". */
export class GatewayReply {
  readonly status: number;
  /** Undefined when the text is not JSON. */
  readonly json: unknown;
  private readonly whole: WholeReply;
  private readonly excerptOf: (text: string) => string;

  /** @param excerptOf cuts a text and removes secrets */
  constructor(whole: WholeReply, excerptOf: (text: string) => string) {
    this.whole = whole;
    this.status = whole.status;
    this.json = parseJson(this.text);
    this.excerptOf = excerptOf;
  }

  get text(): string {
    return this.whole.body.toString('utf8');
  }

  /** By names in lower case. */
  get headers(): Readonly<Record<string, string>> {
    return flatten(this.whole.headers);
  }

  /** The text, cut and with secrets removed, for the log. */
  get excerpt(): string {
    return this.excerptOf(this.text);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** undici's names are in lower case. */
export function flatten(headers: IncomingHttpHeaders): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const name in headers) {
    const value = headers[name];
    flat[name] = Array.isArray(value) ? value.join(', ') : (value ?? '');
  }
  return flat;
}
