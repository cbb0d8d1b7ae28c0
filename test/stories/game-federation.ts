import { join } from 'node:path';
import { synthesizeStage } from '../../bin/synthesize-stage';
import { storyContext } from './story-context';

/** The app as it is deployed, of the tests' own stages: what stands in config/ is whoever's game it is. */
synthesizeStage(join(__dirname, '..', 'stages'), storyContext());
