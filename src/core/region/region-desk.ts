import type { GenerationOrder, RequestResult } from '../core.ts';
import type { RegionOrder, RegionResult, Regions, RegionSession, RegionWish } from '../ports/regions.ts';
import { regionToken, sessionOfToken } from './region-token.ts';

/** How long a region may be chosen, milliseconds. */
export const regionLifeMs = 15 * 60_000;

/** Where sessions are kept, at least until they expire; some time later they are forgotten by themselves. */
export interface RegionStore {
  save(session: Omit<RegionSession, 'isSent'>): Promise<void>;
  find(id: string): Promise<RegionSession | undefined>;
  /** Resolves to the one who has taken it: this sender, or an earlier one. */
  take(id: string, sender: string): Promise<string>;
  /** Only if this sender has it. */
  giveBack(id: string, sender: string): Promise<void>;
  setCell(id: string, cell: number, isMarked: boolean): Promise<void>;
  cells(id: string): Promise<readonly number[]>;
}

export interface RegionDeskConfig {
  readonly store: RegionStore;
  readonly request: (order: GenerationOrder) => Promise<RequestResult>;
  readonly secretKey: string;
  /** Without a slash at the end. */
  readonly publicUrl: string | undefined;
  readonly now: () => number;
  readonly randomId: () => string;
}

/** Regions that are being chosen, and the requests they become. */
export class RegionDesk implements Regions {
  readonly #config: RegionDeskConfig;

  constructor(config: RegionDeskConfig) {
    this.#config = config;
  }

  async create(wish: RegionWish): Promise<RegionSession> {
    const { store, now, randomId } = this.#config;
    const session = { ...wish, id: randomId(), expiresAt: now() + regionLifeMs };
    await store.save(session);
    return { ...session, isSent: false };
  }

  linkTo({ id }: Pick<RegionSession, 'id'>): string | undefined {
    const { publicUrl, secretKey } = this.#config;
    return publicUrl === undefined ? undefined : `${publicUrl}/region/${regionToken(secretKey, id)}`;
  }

  async open(token: string): Promise<RegionSession | undefined> {
    const id = sessionOfToken(this.#config.secretKey, token);
    return id === undefined ? undefined : this.get(id);
  }

  async get(id: string): Promise<RegionSession | undefined> {
    const session = await this.#config.store.find(id);
    return session && session.expiresAt > this.#config.now() ? session : undefined;
  }

  async setCell(id: string, cell: number, isMarked: boolean): Promise<readonly number[]> {
    if (!(await this.get(id))) return [];
    await this.#config.store.setCell(id, cell, isMarked);
    return this.cells(id);
  }

  cells(id: string): Promise<readonly number[]> {
    return this.#config.store.cells(id);
  }

  async send({ id, sender, request, mask, target }: RegionOrder): Promise<RegionResult> {
    const { store } = this.#config;
    const session = await this.get(id);
    if (!session) return { kind: 'gone' };
    // Taken before anything is ordered: two who send at once must not both be told that it worked.
    if ((await store.take(id, sender)) !== sender) return { kind: 'used' };
    const { requester, references, parent } = session;
    // Should this throw, nobody knows what came of it: the session stays with this sender, who may try again.
    const result = await this.#config.request({
      requestKey: `region:${id}`,
      requester,
      target: target ?? session.target,
      request: { ...session.request, ...request },
      references: references.map((image) => ({ kind: 'stored', image })),
      mask,
      ...(parent ? { parent } : {}),
    });
    if (result.kind === 'refused') await store.giveBack(id, sender);
    return result;
  }
}
