import { afterEach, describe, expect, it } from 'vitest';
import { startWeb, type WebUnderTest } from './web-under-test.ts';

describe('/api/admin', () => {
  let web: WebUnderTest;
  afterEach(() => web.close());

  it('is closed to who does not know the password, and to other sites', async () => {
    web = await startWeb({ password: 'open sesame' });
    const stranger = await web.send('/api/admin/spend');
    const authorization = `Basic ${Buffer.from('me:open sesame').toString('base64')}`;
    const foreign = { authorization, origin: 'https://evil.example' };

    expect(stranger.status).toBe(401);
    expect(stranger.text).not.toContain('discord:42');
    expect((await web.send('/api/admin/pause', { method: 'PUT', headers: foreign, body: {} })).status).toBe(
      403,
    );
    expect((await web.send('/api/admin/spend', { headers: { authorization } })).status).toBe(200);
  });

  it('shows gateways and spending in dollars, and everything in sentences', async () => {
    web = await startWeb();
    await web.core.notices.notify({ kind: 'drained' }, { once: 'drained' });

    expect((await web.send('/api/admin/gateways')).json()).toMatchObject({
      gateways: [
        { id: 'gccai', balance: { text: '$12.50', usd: 12.5 } },
        { id: 'aizfw', balance: null },
      ],
    });
    expect((await web.send('/api/admin/spend?period=month')).json()).toMatchObject({
      ...{ period: '2026-11', images: 7, chargedUsd: 0.35, costUsd: 0.28, writtenOffUsd: 0.04 },
      byUser: [{ id: 'discord:42', images: 7, usd: 0.35 }],
    });
    expect((await web.send('/api/admin', { headers: { 'accept-language': 'en' } })).json()).toMatchObject({
      isPaused: false,
      state: 'Requests are taken; 2 requests are unfinished.',
      gateways: [
        'GCC AI: works · 3 running, 1 waiting · half within 21 s, nine in ten within 48 s · 5 % of 40 failed in 24 h · balance $12.50',
        'aizfw: refused the key or the balance · 0 running, 0 waiting · nothing ended in 24 h · the balance could not be asked',
      ],
      warnings: [{ text: expect.stringContaining('Limner is idle') }],
    });
    expect((await web.send('/api/admin/spend?period=year')).status).toBe(400);
  });

  it('blocks, pauses and writes down who did it', async () => {
    web = await startWeb();
    const put = (path: string, body: unknown) => web.send(path, { method: 'PUT', body });

    expect((await put('/api/admin/blocks/telegram:42', { reason: 'spam' })).json()).toMatchObject({
      kind: 'blocked',
    });
    expect((await put('/api/admin/blocks/telegram:1', { reason: 'x' })).status).toBe(400);
    expect((await put('/api/admin/blocks/nobody', {})).status).toBe(400);
    expect((await web.send('/api/admin/blocks')).json()).toMatchObject({
      blocks: [{ userId: 'telegram:42', by: 'web:local' }],
    });
    expect((await web.send('/api/admin/blocks/telegram:42', { method: 'DELETE' })).status).toBe(204);
    expect((await web.send('/api/admin/blocks/telegram:42', { method: 'DELETE' })).status).toBe(404);

    expect((await put('/api/admin/pause', { reason: 'upgrade' })).json()).toMatchObject({
      ...{ unfinished: 2, pause: { mode: 'pause', reason: 'upgrade', by: 'web:local' } },
    });
    expect((await web.send('/api/admin/pause', { method: 'DELETE' })).json()).toEqual({ unfinished: 2 });
    const { entries } = (await web.send('/api/admin/audit?about=telegram:42')).json<{ entries: unknown[] }>();
    expect(entries).toMatchObject([{ action: 'admin.block', by: 'web:local' }]);
  });

  it('takes the words of a chat, and hands out the ledger as a file', async () => {
    web = await startWeb();
    const order = async (words: string) =>
      (await web.send('/api/admin/orders', { method: 'POST', body: { words } })).json<{
        lines: string[];
        download?: string;
      }>();

    expect((await order('moderation add troll, clown')).lines[0]).toContain('troll, clown');
    expect((await order('moderation remove troll')).lines[0]).toMatch(/: clown$/);
    expect((await order('moderation search')).lines).toHaveLength(1);
    expect((await order('moderation dance')).lines[0]).toMatch(/^That is no order for moderation/);
    expect((await order('pause lunch')).lines.join()).toContain('(lunch)');
    expect((await order('dance')).lines.join()).toContain('no order');
    expect(await order('ledger 2')).toEqual({ lines: [], download: '/api/admin/ledger.csv?days=2' });

    const file = await web.send('/api/admin/ledger.csv?days=2');
    expect(file.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': expect.stringMatching(
        /^attachment; filename="ledger-\d{4}-\d\d-\d\d-\d{4}-\d\d-\d\d\.csv"$/,
      ),
    });
    const [, from, to] = /kind\r\n(\d+),(\d+)/.exec(file.text) ?? [];
    expect(Number(from) % 86_400_000).toBe(0);
    expect(Number(to) - Number(from)).toBeGreaterThan(86_400_000);
  });
});
