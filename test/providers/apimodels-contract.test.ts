import { silentLogger } from '../../src/core/ports/logger.ts';
import { ApimodelsProvider } from '../../src/providers/apimodels/apimodels-provider.ts';
import { imageProviderContract } from '../contracts/image-provider-contract.ts';
import { ApimodelsStandIn } from '../support/gateways/apimodels.ts';

imageProviderContract({
  name: 'apimodels',
  startGateway: (options) => new ApimodelsStandIn(options).start(),
  createProvider: (config) => new ApimodelsProvider(config, { now: Date.now, logger: silentLogger }),
});
