#!/usr/bin/env node
import { stagesFolder } from './stages';
import { synthesizeStage } from './synthesize-stage';

synthesizeStage(stagesFolder);
