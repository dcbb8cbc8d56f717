import { silentLogger } from '../../src/core/ports/logger.ts';
import { AizfwProvider } from '../../src/providers/aizfw/aizfw-provider.ts';
import { imageProviderContract } from '../contracts/image-provider-contract.ts';
import { AizfwStandIn } from '../support/gateways/aizfw.ts';

imageProviderContract({
  name: 'aizfw',
  startGateway: (options) => new AizfwStandIn(options).start(),
  createProvider: (config) => new AizfwProvider(config, { now: Date.now, logger: silentLogger }),
});
