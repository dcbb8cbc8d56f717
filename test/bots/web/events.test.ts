import { request as httpRequest, type IncomingMessage } from 'node:http';
import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { eventually } from '../../support/eventually.ts';
import { startWeb, type WebUnderTest } from './web-under-test.ts';

let web: WebUnderTest;

beforeEach(async () => {
  web = await startWeb({ tickMs: 20 });
});
afterEach(() => web.close());

interface Listener {
  readonly events: { event: string | undefined; data: Record<string, unknown> }[];
  /** What came beside the events, as it came. */
  readonly text: string;
  readonly isEnded: boolean;
  readonly response: IncomingMessage;
  hangUp(): void;
}

function listen(path: string): Promise<Listener> {
  return new Promise((resolve, reject) => {
    const events: Listener['events'] = [];
    let text = '';
    let isEnded = false;
    const parser = createParser({
      onEvent: ({ event, data }: EventSourceMessage) =>
        events.push({ event, data: JSON.parse(data) as Record<string, unknown> }),
    });
    const outgoing = httpRequest({ host: '127.0.0.1', port: web.port, path, agent: false });
    outgoing.on('error', reject);
    outgoing.on('response', (response) => {
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
        parser.feed(chunk);
      });
      response.on('end', () => (isEnded = true));
      response.on('error', () => (isEnded = true));
      resolve({
        events,
        get text() {
          return text;
        },
        get isEnded() {
          return isEnded;
        },
        response,
        hangUp: () => outgoing.destroy(),
      });
    });
    outgoing.end();
  });
}

async function ask(prompt = 'a cat'): Promise<string> {
  return (await web.send('/api/generations', { body: { prompt } })).json<{ id: string }>().id;
}

const statuses = ({ events }: Listener) =>
  events.map(({ event, data }) => (event === 'generation' ? data['status'] : event));

it('tells every change with the same JSON as GET, and closes at the end', async () => {
  const id = await ask();
  const listener = await listen(`/api/generations/${id}/events`);
  await eventually(() => expect(statuses(listener)).toEqual(['queued']));

  web.core.start(id);
  await eventually(() => expect(statuses(listener)).toEqual(['queued', 'running']));
  await web.core.preview(id);
  await web.core.succeed(id);

  await eventually(() => listener.isEnded);
  expect(statuses(listener)).toEqual(['queued', 'running', 'preview', 'succeeded']);
  expect(listener.events[2]?.data).toEqual({
    id,
    image: expect.stringMatching(/^data:image\/jpeg;base64,\/9j/),
  });
  expect(listener.events[3]?.data).toEqual((await web.send(`/api/generations/${id}`)).json());
  expect(listener.response.headers).toMatchObject({
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store, no-transform',
    'x-content-type-options': 'nosniff',
  });
  expect(web.core.watchers).toBe(0);
});

it('gives the outcome at once and closes where everything is over', async () => {
  const id = await ask();
  web.core.fail(id, 'provider-failed');

  const listener = await listen(`/api/generations/${id}/events`);

  await eventually(() => listener.isEnded);
  expect(statuses(listener)).toEqual(['failed']);
});

it('goes on with the present state after a broken connection', async () => {
  const id = await ask();
  const first = await listen(`/api/generations/${id}/events`);
  first.hangUp();
  await eventually(() => expect(web.core.watchers).toBe(0));
  web.core.start(id);

  const second = await listen(`/api/generations/${id}/events`);
  await eventually(() => expect(statuses(second)).toEqual(['running']));
  await web.core.succeed(id);

  await eventually(() => listener(second));
  expect(statuses(second)).toEqual(['running', 'succeeded']);
});

const listener = ({ isEnded }: Listener) => isEnded;

it('tells a place in line that moves without a change of its own', async () => {
  const ahead = await ask('ahead');
  const id = await ask('behind');
  const following = await listen(`/api/generations/${id}/events`);
  await eventually(() => expect(following.events.at(-1)?.data['position']).toBe(1));

  web.core.start(ahead);

  await eventually(() => expect(following.events.at(-1)?.data['position']).toBe(0));
  following.hangUp();
});

it('tells progress, which is no change of the record', async () => {
  const id = await ask();
  web.core.start(id);
  const following = await listen(`/api/generations/${id}/events`);
  await eventually(() => expect(statuses(following)).toEqual(['running']));

  web.core.tellProgress(id, 40);

  await eventually(() =>
    expect(following.events.at(-1)?.data).toMatchObject({ status: 'running', progress: 40 }),
  );
  following.hangUp();
});

it('sends signs of life while nothing happens', async () => {
  const following = await listen(`/api/generations/${await ask()}/events`);

  await eventually(() => expect(following.text).toContain(': still here\n\n'));
  following.hangUp();
});

it('finds a change whose announcement was lost', async () => {
  const id = await ask();
  const following = await listen(`/api/generations/${id}/events`);
  await eventually(() => expect(statuses(following)).toEqual(['queued']));
  const changed = { ...(await web.core.get(id)), cancelRequestedAt: 1, version: 9 } as Awaited<ReturnType<typeof web.core.get>>; // prettier-ignore

  web.core.get = () => Promise.resolve(changed);

  await eventually(() => following.isEnded);
  expect(statuses(following)).toEqual(['queued', 'canceled']);
});

it('outlives a store that is away for a while', async () => {
  const id = await ask();
  const following = await listen(`/api/generations/${id}/events`);
  await eventually(() => expect(statuses(following)).toEqual(['queued']));
  web.core.storeAway = true;
  await eventually(() => expect(following.text).toContain(': still here'));
  web.core.storeAway = false;

  await web.core.succeed(id);

  await eventually(() => following.isEnded);
  expect(statuses(following)).toEqual(['queued', 'succeeded']);
});

it('follows several in one connection until all have ended', async () => {
  const [first, second] = [await ask('one'), await ask('two')];
  const following = await listen(`/api/events?id=${first}&id=${second}`);
  await eventually(() => expect(following.events.length).toBe(2));

  await web.core.succeed(first);
  await eventually(() => expect(statuses(following)).toContain('succeeded'));
  expect(following.isEnded).toBe(false);
  web.core.fail(second, 'provider-failed');

  await eventually(() => following.isEnded);
  expect(following.events.at(-1)?.data).toMatchObject({ id: second, status: 'failed' });
});

it.each(['', '?id=', '?id=nothing'])('follows nothing that is not there (%s)', async (query) => {
  expect([400, 404]).toContain((await web.send(`/api/events${query}`)).status);
});

it('does not open a stream for HEAD', async () => {
  const received = await web.send(`/api/generations/${await ask()}/events`, { method: 'HEAD' });

  expect([received.status, web.core.watchers]).toEqual([404, 0]);
});

it('closes quickly although somebody listens', async () => {
  const following = await listen(`/api/generations/${await ask()}/events`);

  await web.close();

  await eventually(() => following.isEnded);
  expect(web.core.watchers).toBe(0);
  web = await startWeb();
});
