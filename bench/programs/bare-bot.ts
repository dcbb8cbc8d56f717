import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { Api, InputFile, InputMediaBuilder } from 'grammy';
import { request } from 'undici';

/**
 * The floor: a script that makes the same calls to platform and gateway with the same client libraries, and nothing else. No
 * store, no limits, no second try; what it does not know any more after a crash is lost.
 *
 * Arguments: address of the Bot API, address of the gateway, milliseconds before the first look.
 */
const [telegram = '', gateway = '', firstLookMs = '0'] = process.argv.slice(2);
const api = new Api('1:bench', { apiRoot: telegram });
const folder = await mkdtemp(join(tmpdir(), 'limner-bare-'));
let file = 0;

async function call<T>(path: string, body?: object): Promise<T> {
  const answer = await request(`${gateway}${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { authorization: 'key', 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return (await answer.body.json()) as T;
}

async function generate(chat: number, prompt: string): Promise<void> {
  const status = await api.sendMessage(chat, `In line: ${prompt}`);
  const { data } = await call<{ data: { id: string } }>('/api/async/image_gpt', {
    key: 'key',
    prompt,
    size: '1:1',
  });
  await sleep(Number(firstLookMs));
  let url: string | undefined;
  while (url === undefined) {
    const look = await call<{ data: { result: string[] } }>(`/api/async/detail?id=${data.id}&key=key`);
    url = look.data.result[0];
    if (url === undefined) await sleep(20);
  }
  file += 1;
  const path = join(folder, `${file}.png`);
  const picture = await request(url);
  await pipeline(picture.body, createWriteStream(path));
  const media = InputMediaBuilder.photo(new InputFile(path, 'picture.png'), { caption: prompt });
  await api.editMessageMedia(chat, status.message_id, media);
  await rm(path);
}

process.on('SIGTERM', () => {
  void rm(folder, { recursive: true, force: true }).then(() => process.exit(0));
});
process.stdout.write('ready\n');
let offset = 0;
for (;;) {
  const updates = await api.getUpdates({ offset, timeout: 30 });
  for (const update of updates) {
    offset = update.update_id + 1;
    const { message } = update;
    if (message?.text) void generate(message.chat.id, message.text);
  }
}
