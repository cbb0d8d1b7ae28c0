import { commands } from './commands';
import { scoreRows } from './rows/scores';

commands('curl', scoreRows, 'local-scores');
