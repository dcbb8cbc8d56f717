import { generateKeyPairSync, sign } from 'node:crypto';
import { request } from 'undici';
import { dispatchToBot } from './dispatch.ts';
import type { Interaction, JsonObject } from './model.ts';
import { takeFirstAnswer } from './routes-interactions.ts';
import type { DiscordState } from './state.ts';

/** One request to the application's interactions endpoint, and what came back. */
export interface EndpointDelivery {
  readonly interactionId: string | undefined;
  readonly status: number;
  readonly afterMs: number;
}

/** Delivers interactions over the gateway, or signed over HTTP where the portal names an address. */
export class InteractionsSender {
  /** For the portal's "public key": 64 hexadecimal digits. */
  readonly publicKey: string;
  readonly deliveries: EndpointDelivery[] = [];
  readonly #privateKey;

  constructor() {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    this.#privateKey = privateKey;
    this.publicKey = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex');
  }

  /** What the portal does when an address is saved: a PING that must be answered, and one badly signed that must not. */
  async useEndpoint(state: DiscordState, url: string): Promise<void> {
    const ping = JSON.stringify({
      id: state.newId(),
      application_id: state.applicationId,
      type: 1,
      version: 1,
    });
    const good = await this.post(url, ping);
    if (good.status !== 200 || (JSON.parse(good.text) as JsonObject)['type'] !== 1) {
      throw new Error('The interactions endpoint did not answer the PING');
    }
    const bad = await this.post(url, ping, { signature: '0'.repeat(128) });
    if (bad.status !== 401) throw new Error('The interactions endpoint took a bad signature');
    state.rules.interactionsEndpointUrl = url;
  }

  /** Over whichever way the portal says; the gateway gets none of those that go over HTTP. */
  deliver(state: DiscordState, interaction: Interaction): void {
    const { guildId, event } = interaction;
    const url = state.rules.interactionsEndpointUrl;
    if (url === undefined) {
      dispatchToBot(state, { name: 'INTERACTION_CREATE', guildId, intent: 0, data: () => event });
    } else {
      void this.#deliverOverHttp(state, interaction, url);
    }
    state.changed();
  }

  /** Sends a body with its signature, or with another one. */
  async post(
    url: string,
    body: string,
    forged: { signature?: string; timestamp?: string } = {},
  ): Promise<{ status: number; text: string }> {
    const timestamp = forged.timestamp ?? String(Math.floor(Date.now() / 1_000));
    const signature =
      forged.signature ?? sign(null, Buffer.from(timestamp + body), this.#privateKey).toString('hex');
    const answer = await request(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Discord-Interactions/1.0 (+https://discord.com)',
        'x-signature-ed25519': signature,
        'x-signature-timestamp': timestamp,
      },
      body,
      headersTimeout: 3_000,
      bodyTimeout: 3_000,
    });
    return { status: answer.statusCode, text: await answer.body.text() };
  }

  /** Once: Discord does not repeat what was not answered in three seconds. */
  async #deliverOverHttp(state: DiscordState, interaction: Interaction, url: string): Promise<void> {
    const began = performance.now();
    const note = (status: number): void => {
      this.deliveries.push({ interactionId: interaction.id, status, afterMs: performance.now() - began });
    };
    try {
      const { status, text } = await this.post(url, JSON.stringify(interaction.event));
      if (status === 200) takeFirstAnswer(state, interaction, JSON.parse(text) as JsonObject);
      note(status);
    } catch {
      note(0);
    }
    state.changed();
  }
}
