/// Whether a commit is signed by somebody whom the VM's owner trusts: SSH signatures as git and
/// OpenSSH make them. Pure: bytes in, verdict out. Imports `ids`.
@NullMarked
package dev.towline.agent.signature;

import org.jspecify.annotations.NullMarked;
