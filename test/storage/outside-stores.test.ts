import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { picturesOf } from '../../src/core/generation/generation.ts';
import { inspectStore } from '../../src/core/storage/inspect-store.ts';
import { loginOf, type OutsideAddress } from '../../src/core/storage/store-address.ts';
import { checkStore } from '../../src/doctor/check-store.ts';
import { eventually } from '../support/eventually.ts';
import { processesOn } from '../support/processes-on.ts';
import { certificates, startTlsServer } from '../support/redis-servers.ts';

const ca = readFileSync(join(certificates, 'redis-ca.pem'), 'utf8');

describe('an address of a store', () => {
  it.each<{ address: OutsideAddress; login: ReturnType<typeof loginOf> }>([
    { address: { url: '/run/redis.sock' }, login: undefined },
    { address: { url: 'redis://store' }, login: { hosts: [{ host: 'store', port: 6379 }] } },
    {
      address: { url: 'rediss://me:p%40ss@[::1]:7000/3', ca: 'PEM' },
      login: {
        hosts: [{ host: '::1', port: 7000 }],
        ...{ username: 'me', password: 'p@ss', db: 3, tls: { ca: 'PEM' } },
      },
    },
    {
      address: { url: 'redis://:secret@one,two:7001', sentinel: { name: 'pictures' } },
      login: {
        hosts: [
          { host: 'one', port: 26_379 },
          { host: 'two', port: 7001 },
        ],
        password: 'secret',
      },
    },
  ])('is taken apart: $address.url', ({ address, login }) => {
    expect(loginOf(address)).toEqual(login);
  });
});

describe('an outside store', () => {
  it('is reached over TLS as a user with a password, and only where its certificate is trusted', async () => {
    const server = await startTlsServer();
    onTestFinished(() => server.stop());
    const store: OutsideAddress = { url: `rediss://limner:p%40ss@localhost:${server.port}`, ca };
    const { receiver, gateway, channel } = await processesOn(store);

    const done = await receiver.ended((await receiver.ask()).id);
    await eventually(() => channel.deliveries.length === 1);

    expect(picturesOf(done)).toHaveLength(1);
    expect(gateway.submits).toHaveLength(1);
    expect(await inspectStore(store)).toMatchObject({
      version: expect.stringMatching(/^\d/),
      readOnly: false,
    });
    const check = (address: OutsideAddress) => checkStore({ address, dataDir: '', now: Date.now });
    expect(await check({ url: store.url })).toMatchObject([
      { level: 'problem', advice: expect.stringContaining('REDIS_CA_FILE') },
    ]);
    expect(await check({ ...store, url: store.url.replace('p%40ss', 'wrong') })).toMatchObject([
      { level: 'problem', sentence: expect.stringContaining('refuses the user or password') },
    ]);
  });
});
