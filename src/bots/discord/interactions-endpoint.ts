import { createPublicKey, verify, type KeyObject } from 'node:crypto';
import { InteractionType } from '@discordjs/core/http-only';
import { z } from 'zod';
import type { Json } from '../../core/ports/delivery-channel.ts';
import type { HookAnswer, HookDelivery, PlatformHook } from '../shared/platform-hook.ts';
import type { DirectReplies } from './direct-replies.ts';

export interface InteractionsEndpointDependencies {
  /** The application's public key from the developer portal, 64 hexadecimal digits. */
  readonly publicKey: string;
  readonly replies: DirectReplies;
  /** Takes an interaction up; its first answer goes through `replies`. */
  readonly onInteraction: (payload: Json) => void;
  readonly now: () => number;
}

export const interactionsPath = '/hooks/discord';
/** A form of 32,000 characters and its message fit many times. */
const maxBodyBytes = 1024 * 1024;
/** What was signed longer ago is a recording; machines' clocks may differ by so much. */
const oldestSeconds = 300;
/** After this the user has read "did not respond". */
const answerWithinMs = 2_900;
const pong = { type: 1 };

/**
 * Discord's interactions over HTTP, for any number of processes behind one address: each request is signed with Ed25519, and
 * the first answer is the answer to the request.
 */
export class InteractionsEndpoint implements PlatformHook {
  readonly path = interactionsPath;
  readonly maxBodyBytes = maxBodyBytes;
  readonly #deps: InteractionsEndpointDependencies;
  readonly #key: KeyObject;
  #open = false;

  /** @throws when the key is none */
  constructor(deps: InteractionsEndpointDependencies) {
    this.#deps = deps;
    this.#key = ed25519Key(deps.publicKey);
  }

  /** Takes interactions from now on. */
  open(): void {
    this.#open = true;
  }

  close(): void {
    this.#open = false;
  }

  async receive(delivery: HookDelivery): Promise<HookAnswer> {
    if (!this.#isSigned(delivery)) return { status: 401 };
    const payload = readJson(delivery.body);
    const interaction = interactionSchema.safeParse(payload);
    if (!interaction.success) return { status: 400 };
    if (interaction.data.type === InteractionType.Ping) return { status: 200, json: pong };
    if (!this.#open) return { status: 503 };
    const answer = this.#deps.replies.expect(interaction.data.id, answerWithinMs);
    this.#deps.onInteraction(payload as Json);
    const reply = await answer;
    // Nothing is said about an event that another process has taken, or that came too late.
    return reply ? { status: 200, json: reply.response, onSent: reply.onSent } : { status: 503 };
  }

  #isSigned({ header, body }: HookDelivery): boolean {
    const signature = header('x-signature-ed25519') ?? '';
    const timestamp = header('x-signature-timestamp') ?? '';
    if (!/^[0-9a-f]{128}$/i.test(signature) || !/^\d{1,12}$/.test(timestamp)) return false;
    if (Math.abs(this.#deps.now() / 1_000 - Number(timestamp)) > oldestSeconds) return false;
    return verify(
      null,
      Buffer.concat([Buffer.from(timestamp), body]),
      this.#key,
      Buffer.from(signature, 'hex'),
    );
  }
}

const interactionSchema = z.looseObject({ id: z.string().min(1), type: z.number().int() });

/** The fixed beginning of a DER public key for Ed25519 (RFC 8410). */
const derPrefix = Buffer.from('302a300506032b6570032100', 'hex');

function ed25519Key(hex: string): KeyObject {
  return createPublicKey({
    key: Buffer.concat([derPrefix, Buffer.from(hex, 'hex')]),
    format: 'der',
    type: 'spki',
  });
}

function readJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
