import type { Redis } from 'ioredis';
import type { Logger } from '../ports/logger.ts';
import { connect, whenReady } from './connection.ts';
import type { ConnectionKind, ScriptedRedis } from './connection.ts';
import type { StoreAddress } from './store-address.ts';

const readyTimeoutMs = 5_000;
const loadingTimeoutMs = 120_000;

/**
 * A connection that `openConnections` opens; what is asked before fails as it does while the store is away. To connect to
 * a store that still reads its file would cost a second: that is when the client looks again.
 */
export function connectLater(
  address: StoreAddress,
  kind: Exclude<ConnectionKind, 'worker'>,
  logger: Logger,
): ScriptedRedis {
  const connection = connect(address, kind, logger, { lazyConnect: true });
  connection.connect = () => Promise.reject(new Error('The store is not open yet'));
  return connection;
}

/**
 * Opens what `connectLater` made; resolves once commands can be sent on all of them.
 *
 * @throws StoreUnreachable when the store does not answer in time, or refuses us
 */
export async function openConnections(connections: readonly Redis[], logger: Logger): Promise<void> {
  let isTold = false;
  const onLoading = (): void => {
    if (isTold) return;
    isTold = true;
    logger.warn(
      {},
      'The store has taken the connection and is not ready: it may be reading its file. Limner waits',
    );
  };
  await Promise.all(
    connections.map(async (connection) => {
      // The client's own method stands behind the one that refuses.
      Reflect.deleteProperty(connection, 'connect');
      // What fails is told by `whenReady`, which knows what the client said last.
      connection.connect().catch(() => undefined);
      await whenReady(connection, readyTimeoutMs, { timeoutMs: loadingTimeoutMs, onLoading });
    }),
  );
}
