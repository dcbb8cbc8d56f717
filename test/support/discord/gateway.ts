import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { type GatewayEvent, intents } from './dispatch.ts';
import { guildJson, userJson } from './entity-json.ts';
import { isObject } from './form-errors.ts';
import type { Guild, JsonObject } from './model.ts';
import { applicationFlags } from './routes-application.ts';
import type { DiscordState } from './state.ts';

const op = {
  dispatch: 0,
  heartbeat: 1,
  identify: 2,
  presence: 3,
  resume: 6,
  reconnect: 7,
  invalidSession: 9,
  hello: 10,
  heartbeatAck: 11,
} as const;

const resumableMs = 180_000;
const knownIntents = 0x3ff_ffff;

/** One identified client; it outlives its connection until it is closed for good or the test forgets it. */
export interface GatewaySession {
  readonly id: string;
  readonly shard: readonly [number, number];
  readonly intents: number;
  socket: WebSocket | undefined;
  sequence: number;
  readonly sent: { s: number; t: string; d: JsonObject }[];
  heartbeats: number;
  resumes: number;
  /** Real time. */
  disconnectedAt: number;
}

/** The gateway (version 10, JSON, uncompressed). */
export class Gateway {
  readonly sessions: GatewaySession[] = [];
  /** IDENTIFYs ever received, refused ones included. */
  identifies = 0;
  /** Close codes sent because a client did something wrong. */
  readonly refusals: number[] = [];
  /** Shards that GET /gateway/bot recommends. */
  recommendedShards = 1;
  private readonly state: DiscordState;
  private readonly token: string;
  private readonly http: Server = createServer((_request, response) => void response.writeHead(426).end());
  private readonly sockets: WebSocketServer;
  private address = '';
  private duplicates = 0;

  constructor(state: DiscordState, token: string) {
    this.state = state;
    this.token = token;
    this.sockets = new WebSocketServer({ server: this.http, maxPayload: 1 << 20 });
    this.sockets.on('connection', (socket, request) => this.connect(socket, request.url ?? ''));
    state.on('dispatch', (event: GatewayEvent) => this.deliver(event));
  }

  async listen(port = 0): Promise<string> {
    await new Promise<void>((resolve) => this.http.listen(port, '127.0.0.1', resolve));
    this.address = `ws://127.0.0.1:${(this.http.address() as AddressInfo).port}`;
    return this.address;
  }

  url(): string {
    return this.address;
  }

  async close(): Promise<void> {
    for (const client of this.sockets.clients) client.terminate();
    this.sockets.close();
    const closed = new Promise<void>((resolve) => this.http.close(() => resolve()));
    this.http.closeAllConnections();
    await closed;
  }

  get connected(): GatewaySession[] {
    return this.sessions.filter((session) => session.socket !== undefined);
  }

  /** The next `count` events arrive twice. */
  duplicateNext(count = 1): void {
    this.duplicates += count;
  }

  /**
   * Cuts every connection. `reconnect` asks politely (op 7), `invalidate` makes the sessions unresumable, and a close
   * code is sent as it is.
   */
  drop(how: 'socket' | 'reconnect' | 'invalidate' | number = 'socket'): void {
    for (const session of this.connected) {
      const { socket } = session;
      if (how === 'reconnect') socket?.send(JSON.stringify({ op: op.reconnect, d: null }));
      else if (how === 'invalidate') {
        socket?.send(JSON.stringify({ op: op.invalidSession, d: false }));
        this.forget(session);
      } else if (typeof how === 'number') socket?.close(how);
      else socket?.terminate();
    }
  }

  /** Sends an event to every session that should have it; sessions without a connection get it on RESUME. */
  deliver(event: GatewayEvent): void {
    const times = this.duplicates > 0 ? 2 : 1;
    if (this.duplicates > 0) this.duplicates -= 1;
    for (const session of this.sessions) {
      if (event.intent !== 0 && (session.intents & event.intent) === 0) continue;
      if (!isForShard(session, event.guildId)) continue;
      const full = (session.intents & intents.messageContent) !== 0;
      const data = event.data(full);
      for (let time = 0; time < times; time += 1) this.send(session, event.name, data);
    }
  }

  /** A new server appears, or an old one again. */
  announceGuild(guild: Guild): void {
    if (!guild.botInstalled) return;
    this.deliver({
      name: 'GUILD_CREATE',
      guildId: guild.id,
      intent: intents.guilds,
      data: () => guildJson(this.state, guild),
    });
  }

  private connect(socket: WebSocket, url: string): void {
    const query = new URL(url, 'ws://standin').searchParams;
    if (query.get('v') !== '10') return this.refuse(socket, 4012, 'Invalid API version');
    if ((query.get('encoding') ?? 'json') !== 'json' || query.has('compress')) {
      return this.refuse(socket, 4002, 'The stand-in speaks uncompressed JSON only');
    }
    let session: GatewaySession | undefined;
    socket.on('message', (raw) => {
      session = this.receive(socket, session, raw.toString()) ?? session;
    });
    socket.on('close', (code) => {
      if (session?.socket !== socket) return;
      session.socket = undefined;
      session.disconnectedAt = Date.now();
      if (code === 1000 || code === 1001) this.forget(session);
      this.state.changed();
    });
    socket.on('error', () => socket.terminate());
    socket.send(JSON.stringify({ op: op.hello, d: { heartbeat_interval: this.state.limits.heartbeatMs } }));
  }

  private receive(
    socket: WebSocket,
    session: GatewaySession | undefined,
    raw: string,
  ): GatewaySession | undefined {
    if (raw.length > 4096) return void this.refuse(socket, 4002, 'Error while decoding payload');
    const payload = parse(raw);
    if (!payload) return void this.refuse(socket, 4002, 'Error while decoding payload');
    const data = isObject(payload['d']) ? payload['d'] : {};
    switch (payload['op']) {
      case op.heartbeat:
        if (session) session.heartbeats += 1;
        socket.send(JSON.stringify({ op: op.heartbeatAck }));
        return session;
      case op.identify:
        if (session) return void this.refuse(socket, 4005, 'Already authenticated');
        return this.identify(socket, data);
      case op.resume:
        return this.resume(socket, data);
      default:
        if (!session) return void this.refuse(socket, 4003, 'Not authenticated');
        return session;
    }
  }

  private identify(socket: WebSocket, data: JsonObject): GatewaySession | undefined {
    this.identifies += 1;
    if (data['token'] !== this.token || this.identifies > this.state.limits.identifiesPerDay) {
      return void this.refuse(socket, 4004, 'Authentication failed');
    }
    const wanted = data['intents'];
    if (typeof wanted !== 'number' || (wanted & ~knownIntents) !== 0) {
      return void this.refuse(socket, 4013, 'Invalid intent(s)');
    }
    const allowed = this.state.rules.messageContentAllowed ? intents.messageContent : 0;
    const privileged = intents.guildMembers | intents.guildPresences | intents.messageContent;
    if ((wanted & privileged & ~allowed) !== 0) return void this.refuse(socket, 4014, 'Disallowed intent(s)');
    const [shard = 0, count = 1] = Array.isArray(data['shard']) ? data['shard'].map(Number) : [];
    if (!(shard >= 0 && shard < count)) return void this.refuse(socket, 4010, 'Invalid shard');

    const session: GatewaySession = {
      id: randomBytes(16).toString('hex'),
      shard: [shard, count],
      intents: wanted,
      socket,
      sequence: 0,
      sent: [],
      heartbeats: 0,
      resumes: 0,
      disconnectedAt: 0,
    };
    this.forgetOld();
    this.sessions.push(session);
    this.greet(session);
    this.state.changed();
    return session;
  }

  private greet(session: GatewaySession): void {
    const guilds = [...this.state.guilds.values()].filter(
      (item) => item.botInstalled && isForShard(session, item.id),
    );
    this.send(session, 'READY', {
      v: 10,
      user: userJson(this.state.bot),
      guilds: guilds.map((guild) => ({ id: guild.id, unavailable: true })),
      session_id: session.id,
      resume_gateway_url: this.address,
      shard: [...session.shard],
      application: { id: this.state.applicationId, flags: applicationFlags(this.state) },
      private_channels: [],
      relationships: [],
    });
    if ((session.intents & intents.guilds) === 0) return;
    for (const guild of guilds) this.send(session, 'GUILD_CREATE', guildJson(this.state, guild));
  }

  private resume(socket: WebSocket, data: JsonObject): GatewaySession | undefined {
    const session = this.sessions.find((item) => item.id === data['session_id']);
    if (!session || data['token'] !== this.token) {
      socket.send(JSON.stringify({ op: op.invalidSession, d: false }));
      return undefined;
    }
    session.socket?.terminate();
    session.socket = socket;
    session.resumes += 1;
    const missed = session.sent.filter((event) => event.s > Number(data['seq']));
    for (const { s, t, d } of missed) socket.send(JSON.stringify({ op: op.dispatch, s, t, d }));
    this.send(session, 'RESUMED', {});
    this.state.changed();
    return session;
  }

  private send(session: GatewaySession, name: string, data: JsonObject): void {
    session.sequence += 1;
    const event = { s: session.sequence, t: name, d: data };
    session.sent.push(event);
    if (session.sent.length > 1000) session.sent.shift();
    session.socket?.send(JSON.stringify({ op: op.dispatch, ...event }));
  }

  private forget(session: GatewaySession): void {
    const at = this.sessions.indexOf(session);
    if (at >= 0) this.sessions.splice(at, 1);
  }

  /** A session without a connection can be resumed for some minutes. */
  private forgetOld(): void {
    const oldest = Date.now() - resumableMs;
    for (const session of [...this.sessions]) {
      if (!session.socket && session.disconnectedAt < oldest) this.forget(session);
    }
  }

  private refuse(socket: WebSocket, code: number, reason: string): void {
    this.refusals.push(code);
    socket.close(code, reason);
  }
}

/** Servers belong to a shard by their id; direct messages to shard 0. */
function isForShard(session: GatewaySession, guildId: string | undefined): boolean {
  const [shard, count] = session.shard;
  if (guildId === undefined) return shard === 0;
  return Number((BigInt(guildId) >> 22n) % BigInt(count)) === shard;
}

function parse(raw: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(raw);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
