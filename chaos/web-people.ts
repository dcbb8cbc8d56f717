import { setTimeout as sleep } from 'node:timers/promises';
import { userCookieName, writeUserCookie } from '../src/bots/web/access/user-cookie.ts';
import { makePicture } from '../test/support/gateways/shared/pictures.ts';
import type { Asked } from './evidence.ts';
import type { Scene, WebWay } from './plan.ts';
import { Seeded } from './seeded.ts';

const patienceMs = 20_000;
/** How long a client goes on with one request while nobody answers, milliseconds. */
const insistMs = 60_000;

interface View {
  readonly status: string;
  readonly images: readonly { id: string; url: string }[];
}

interface Ask {
  readonly scene: Scene;
  readonly what: string;
  readonly userId: string;
  readonly at: number;
  id?: string;
  refusal?: string;
}

/** The users of the HTTP API: they insist, with one key a request, as clients should. */
export class WebPeople {
  readonly #addresses: readonly string[];
  readonly #secretKey: string;
  readonly #chance: Seeded;
  readonly #asks: Ask[] = [];
  /** What no client may ever see. */
  readonly problems: string[] = [];

  constructor(options: { addresses: readonly string[]; secretKey: string; seed: number }) {
    this.#addresses = options.addresses;
    this.#secretKey = options.secretKey;
    this.#chance = Seeded.of(options.seed, 'web');
  }

  async play(scene: Scene): Promise<void> {
    const ask = this.#begin(scene, scene.way);
    const body = await bodyOf(scene);
    await this.#insist(ask, 'POST', '/api/generations', `${scene.marker}-ask`, body, scene.fault);
    if (ask.id === undefined) return;
    if (scene.then === 'cancel') {
      await sleep(scene.number % 500);
      await this.#call(scene, 'DELETE', `/api/generations/${ask.id}`).catch(() => undefined);
    }
    const view = await this.#outcomeOf(scene, ask.id);
    const [image] = view?.images ?? [];
    if (image) await this.#look(scene, image.url);
    if (!view || scene.then === undefined || scene.then === 'cancel') return;
    await this.#goOn(scene, ask.id, view);
  }

  asked(): Asked[] {
    return this.#asks.map(({ scene, what, userId, at, id, refusal }) => ({
      scene: scene.number,
      marker: scene.marker,
      what,
      ...(id === undefined ? {} : { key: id }),
      userId,
      places: [userId],
      private: false,
      at,
      accepted: id !== undefined ? 'yes' : refusal !== undefined ? 'no' : 'unknown',
      ...(refusal === undefined ? {} : { refusal }),
      unreachable: false,
      greedy: scene.greedy,
      ...(scene.fault ? { fault: scene.fault } : {}),
    }));
  }

  #begin(scene: Scene, what: string): Ask {
    const ask: Ask = { scene, what, userId: `web:${nameOf(scene)}`, at: Date.now() };
    this.#asks.push(ask);
    return ask;
  }

  async #goOn(scene: Scene, id: string, { status, images }: View): Promise<void> {
    const [image] = images;
    let ask: Ask;
    if (scene.then === 'edit' && image) {
      ask = this.#begin(scene, 'edit');
      const body = JSON.stringify({ prompt: `${scene.marker} now by night`, parent: image.id });
      await this.#insist(ask, 'POST', '/api/generations', `${scene.marker}-edit`, body);
    } else {
      const verb = status === 'failed' ? 'retry' : 'again';
      ask = this.#begin(scene, verb);
      await this.#insist(ask, 'POST', `/api/generations/${id}/${verb}`, `${scene.marker}-${verb}`);
    }
    if (ask.id !== undefined) await this.#outcomeOf(scene, ask.id);
  }

  /** Sends one request until somebody answers it. */
  async #insist(
    ask: Ask,
    method: string,
    path: string,
    key: string,
    body?: string | FormData,
    fault?: Scene['fault'],
  ): Promise<void> {
    const until = Date.now() + insistMs;
    const once = (signal?: AbortSignal): Promise<Response> =>
      this.#call(ask.scene, method, path, {
        key,
        ...(body === undefined ? {} : { body }),
        ...(signal ? { signal } : {}),
      });
    if (fault === 'reply-dropped') {
      // The request has left; the answer finds nobody.
      await once(AbortSignal.timeout(this.#chance.between(2, 60))).catch(() => undefined);
    }
    const second = fault === 'asked-twice' ? once().then(idOf, () => undefined) : undefined;
    while (Date.now() < until) {
      try {
        const response = await once();
        if (response.status === 202) {
          const id = await idOf(response);
          if (id !== undefined) ask.id = id;
          break;
        }
        if (response.status < 500) {
          ask.refusal = `${response.status} ${await response.text()}`.slice(0, 300);
          break;
        }
        await response.body?.cancel();
      } catch {
        // Nobody there at the moment.
      }
      await sleep(this.#chance.between(100, 500));
    }
    const other = await second;
    if (other !== undefined && ask.id !== undefined && other !== ask.id) {
      this.problems.push(`one Idempotency-Key gave two generations, ${ask.id} and ${other}`);
    }
  }

  async #outcomeOf(scene: Scene, id: string): Promise<View | undefined> {
    const until = Date.now() + patienceMs;
    while (Date.now() < until) {
      try {
        const response = await this.#call(scene, 'GET', `/api/generations/${id}`);
        if (response.status === 404) this.problems.push(`${id} was promised and is not there`);
        if (response.status !== 200) await response.body?.cancel();
        else {
          const view = (await response.json()) as View;
          if (['succeeded', 'failed', 'canceled'].includes(view.status)) return view;
        }
      } catch {
        // Nobody there at the moment.
      }
      await sleep(200);
    }
    return undefined;
  }

  async #look(scene: Scene, path: string): Promise<void> {
    for (let tries = 0; tries < 20; tries += 1) {
      try {
        const response = await this.#call(scene, 'GET', path);
        const bytes = await response.arrayBuffer();
        if (response.status === 200 && bytes.byteLength > 0) return;
        if (response.status < 500) {
          this.problems.push(`a picture of scene ${scene.number} answers ${response.status}`);
          return;
        }
      } catch {
        // Nobody there at the moment.
      }
      await sleep(500);
    }
  }

  #call(
    scene: Scene,
    method: string,
    path: string,
    options: { key?: string; body?: string | FormData; signal?: AbortSignal } = {},
  ): Promise<Response> {
    const { key, body, signal } = options;
    return fetch(`${this.#chance.pick(this.#addresses)}${path}`, {
      method,
      headers: {
        cookie: `${userCookieName}=${writeUserCookie(nameOf(scene), this.#secretKey)}`,
        ...(typeof body === 'string' ? { 'content-type': 'application/json' } : {}),
        ...(key === undefined ? {} : { 'idempotency-key': key }),
      },
      ...(body === undefined ? {} : { body }),
      signal: signal ?? AbortSignal.timeout(15_000),
    });
  }
}

/** As a user cookie takes it. */
function nameOf({ person }: Scene): string {
  return person.padEnd(8, '-');
}

async function idOf(response: Response): Promise<string | undefined> {
  const { id } = (await response.json()) as { id?: string };
  return id;
}

async function bodyOf(scene: Scene): Promise<string | FormData> {
  const { marker, count, provider } = scene;
  const words = { prompt: `${marker} a lighthouse in a storm`, count, ...(provider ? { provider } : {}) };
  if ((scene.way as WebWay) === 'json') return JSON.stringify(words);
  const bytes = await makePicture({ width: 512, height: 512, tag: `reference-${marker}` });
  if ((scene.way as WebWay) === 'data-uri') {
    return JSON.stringify({ ...words, image: `data:image/png;base64,${bytes.toString('base64')}` });
  }
  const form = new FormData();
  for (const [name, value] of Object.entries(words)) form.set(name, String(value));
  form.set('image', new Blob([new Uint8Array(bytes)], { type: 'image/png' }), 'reference.png');
  return form;
}
