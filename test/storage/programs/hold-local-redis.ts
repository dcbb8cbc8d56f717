import { silentLogger } from '../../../src/core/ports/logger.ts';
import { startLocalRedis } from '../../../src/core/storage/local-redis/start-local-redis.ts';

// A process that holds a store under the folder given to it, until it is killed.
const [, , dataDir = ''] = process.argv;
try {
  const redis = await startLocalRedis({ dataDir, logger: silentLogger });
  process.send?.({ url: redis.url, redisPid: redis.pid(), adopted: redis.adopted });
  process.on('message', () => void redis.stop().then(() => process.exit(0)));
} catch (error) {
  process.send?.({ refusal: error instanceof Error ? `${error.name}: ${error.message}` : String(error) });
  process.exit(1);
}
