import { silentLogger } from '../../src/core/ports/logger.ts';
import { OpenAiProvider } from '../../src/providers/openai/openai-provider.ts';
import { imageProviderContract } from '../contracts/image-provider-contract.ts';
import { OpenAiStandIn } from '../support/gateways/openai.ts';

imageProviderContract({
  name: 'openai',
  startGateway: (options) => new OpenAiStandIn(options).start(),
  createProvider: (config) => new OpenAiProvider(config, { now: Date.now, logger: silentLogger }),
  // The work fails inside the paid call, as a 500: nobody can tell that from a lost picture.
  exceptions: { 'late fault': 'submission-unknown' },
});
