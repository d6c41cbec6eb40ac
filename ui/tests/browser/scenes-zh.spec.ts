import { checkEveryScene } from './every-scene'

checkEveryScene('zh-CN')
