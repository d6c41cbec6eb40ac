/** A short chime made by the program itself: no file, nothing to load. */

/** Two notes rising for an alert, three falling for a danger. */
const NOTES = { alert: [660, 880], danger: [988, 784, 988] }
const SECONDS = 0.16

/** Plays it; a PC without sound, or a window nobody has touched yet, stays silent. */
export function chime(kind: keyof typeof NOTES): void {
  if (typeof AudioContext === 'undefined') return
  const audio = new AudioContext()
  const gain = audio.createGain()
  gain.gain.value = 0.15
  gain.connect(audio.destination)
  NOTES[kind].forEach((frequency, at) => {
    const note = audio.createOscillator()
    note.frequency.value = frequency
    note.connect(gain)
    note.start(audio.currentTime + at * SECONDS)
    note.stop(audio.currentTime + (at + 0.9) * SECONDS)
  })
  setTimeout(() => void audio.close(), 1_500)
}
