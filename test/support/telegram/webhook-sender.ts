import { setTimeout as delay } from 'node:timers/promises';
import { ApiError } from './api-error.ts';
import type { Backend, WebhookState } from './backend.ts';
import { findMethod } from './method-table.ts';
import { isObject, Params } from './params.ts';

/** Posts updates to the webhook, one after the other; anything but a 2xx is sent again later. */
export class WebhookSender {
  private readonly backend: Backend;
  private isRunning = false;
  private readonly stopping = new AbortController();

  constructor(backend: Backend) {
    this.backend = backend;
    backend.updates.onUpdate(() => this.wake());
  }

  /** Called after setWebhook too, for updates that were waiting. */
  wake(): void {
    if (this.isRunning || this.stopping.signal.aborted) return;
    this.isRunning = true;
    this.run()
      .catch((error: unknown) => {
        if (!this.stopping.signal.aborted) throw error;
      })
      .finally(() => {
        this.isRunning = false;
      });
  }

  stop(): void {
    this.stopping.abort();
  }

  private async run(): Promise<void> {
    for (;;) {
      const { webhook } = this.backend;
      const update = this.backend.updates.head();
      if (!webhook || !update || this.stopping.signal.aborted) return;
      const failure = await this.post(webhook, update).catch(describe);
      if (failure === undefined) {
        this.backend.updates.confirm(update);
      } else {
        webhook.lastErrorAt = this.backend.now();
        webhook.lastErrorMessage = failure;
        await delay(this.backend.settings.webhookRetryMs, undefined, { signal: this.stopping.signal });
      }
    }
  }

  /** `undefined` when the receiver took it. A JSON answer that names a method is executed, result unseen. */
  private async post(webhook: WebhookState, update: unknown): Promise<string | undefined> {
    const response = await fetch(webhook.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(webhook.secretToken !== '' && { 'x-telegram-bot-api-secret-token': webhook.secretToken }),
      },
      body: JSON.stringify(update),
      signal: AbortSignal.any([this.stopping.signal, AbortSignal.timeout(60_000)]),
    });
    const text = await response.text();
    if (!response.ok) return `Wrong response from the webhook: ${response.status} ${response.statusText}`;
    await this.executeReply(text);
    return undefined;
  }

  private async executeReply(text: string): Promise<void> {
    if (!text.startsWith('{')) return;
    const reply: unknown = JSON.parse(text);
    if (!isObject(reply) || typeof reply['method'] !== 'string') return;
    try {
      await findMethod(reply['method'])?.method(this.backend, new Params(reply), this.stopping.signal);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
    }
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
