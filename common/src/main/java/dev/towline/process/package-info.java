/// How our programs end when they are told to. Imports nothing of ours.
@NullMarked
package dev.towline.process;

import org.jspecify.annotations.NullMarked;
