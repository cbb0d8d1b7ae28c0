import { App } from 'aws-cdk-lib';
import { buildApp } from '../lib/app';
import { cliContext } from '../lib/cdk-context';
import { parseConfig } from '../lib/config/parse';
import { stageOf } from './scale-stage';

// What bin/game-federation.ts does for a stage of config/, for one with so many issuers. Named roles and their rules are left out:
// they do not grow with the issuers.
const issuers = Number(process.argv[2]);
const app = new App({ context: cliContext(), analyticsReporting: false, autoSynth: false });
buildApp(app, parseConfig(stageOf({ issuers, mappings: 0, roles: 0 })));
app.synth();
