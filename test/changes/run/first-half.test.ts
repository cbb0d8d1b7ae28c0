import { runHalf } from './run-rows';

runHalf(0);
