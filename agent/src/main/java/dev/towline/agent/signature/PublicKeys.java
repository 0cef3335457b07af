package dev.towline.agent.signature;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.KeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/// Makes Java's keys of the numbers that SSH writes, and takes none that is weak or impossible.
final class PublicKeys {
    private static final int WEAKEST_RSA = 2048;
    private static final int LARGEST_RSA = 16384;
    private static final int LARGEST_EXPONENT = 64;
    private static final int ED25519_BYTES = 32;
    private static final byte UNCOMPRESSED = 4;

    /// What stands before the 32 bytes in X.509 (RFC 8410, 4).
    private static final String ED25519_PREFIX = "302a300506032b6570032100";

    private PublicKeys() {}

    static PublicKey ed25519(byte[] key) throws MalformedException {
        if (key.length != ED25519_BYTES) {
            throw new MalformedException("its Ed25519 key has " + key.length + " bytes");
        }
        var encoded = ED25519_PREFIX + HexFormat.of().formatHex(key);
        return make("Ed25519", new X509EncodedKeySpec(HexFormat.of().parseHex(encoded)));
    }

    static PublicKey rsa(BigInteger exponent, BigInteger modulus) throws MalformedException {
        if (modulus.bitLength() < WEAKEST_RSA || modulus.bitLength() > LARGEST_RSA) {
            throw new MalformedException(
                    "its RSA key has "
                            + modulus.bitLength()
                            + " bits; at least "
                            + WEAKEST_RSA
                            + " are needed");
        }
        if (exponent.bitLength() < 2
                || exponent.bitLength() > LARGEST_EXPONENT
                || !exponent.testBit(0)
                || !modulus.testBit(0)) {
            throw new MalformedException("its RSA key is none");
        }
        return make("RSA", new RSAPublicKeySpec(modulus, exponent));
    }

    static PublicKey onCurve(KeyType type, byte[] point) throws MalformedException {
        var curve = curve(type);
        int size = fieldBytes(curve);
        if (point.length != 1 + 2 * size || point[0] != UNCOMPRESSED) {
            throw new MalformedException("its key is no point of " + type.identifier());
        }
        var x = new BigInteger(1, Arrays.copyOfRange(point, 1, 1 + size));
        var y = new BigInteger(1, Arrays.copyOfRange(point, 1 + size, point.length));
        requireOnCurve(curve, x, y);
        return make("EC", new ECPublicKeySpec(new ECPoint(x, y), curve));
    }

    /// How many bytes a coordinate of the curve has, and so each half of a signature.
    static int fieldBytes(KeyType type) {
        return fieldBytes(curve(type));
    }

    private static int fieldBytes(ECParameterSpec curve) {
        return (curve.getCurve().getField().getFieldSize() + 7) / 8;
    }

    private static void requireOnCurve(ECParameterSpec curve, BigInteger x, BigInteger y)
            throws MalformedException {
        var prime = ((ECFieldFp) curve.getCurve().getField()).getP();
        var right =
                x.pow(3)
                        .add(curve.getCurve().getA().multiply(x))
                        .add(curve.getCurve().getB())
                        .mod(prime);
        if (x.compareTo(prime) >= 0
                || y.compareTo(prime) >= 0
                || !y.multiply(y).mod(prime).equals(right)) {
            throw new MalformedException("its key is no point of its curve");
        }
    }

    private static ECParameterSpec curve(KeyType type) {
        try {
            var parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec(type.curve()));
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + type.curve(), e);
        }
    }

    private static PublicKey make(String algorithm, KeySpec spec) throws MalformedException {
        try {
            return KeyFactory.getInstance(algorithm).generatePublic(spec);
        } catch (GeneralSecurityException e) {
            throw new MalformedException("its key cannot be used: " + e.getMessage());
        }
    }
}
