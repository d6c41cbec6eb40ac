import { checkEveryScene } from './every-scene'

checkEveryScene('en')
